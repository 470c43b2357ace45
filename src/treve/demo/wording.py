"""What the provisions of the scenario say, in this project's words and four languages."""

from treve.demo.saying import names

# fmt: off
STOP = names(
    "Stop attacks with any weapon against the other parties.",
    "Cesser les attaques, quelle que soit l'arme, contre les autres parties.",
    "وقف الهجمات بأي سلاح ضد الأطراف الأخرى.",
    "Прекратить нападения любым оружием на другие стороны.",
)
NO_GROUND = names(
    "Take no ground from the other parties, and do not try to.",
    "Ne pas prendre de terrain aux autres parties, ni tenter de le faire.",
    "عدم الاستيلاء على أراضٍ من الأطراف الأخرى وعدم محاولة ذلك.",
    "Не захватывать и не пытаться захватить территорию других сторон.",
)
TALK = names(
    "Carry out Security Council resolution 2254 and be ready for the talks under the United Nations.",
    "Appliquer la résolution 2254 du Conseil de sécurité et être prêt aux pourparlers sous l'égide des Nations unies.",
    "تنفيذ قرار مجلس الأمن 2254 والاستعداد للمشاركة في المفاوضات برعاية الأمم المتحدة.",
    "Выполнять резолюцию 2254 Совета Безопасности и быть готовыми к переговорам под эгидой Организации Объединённых Наций.",
)
LET_AID_PASS = names(
    "Let humanitarian agencies through quickly, safely and without hindrance.",
    "Laisser passer les organismes humanitaires vite, en sécurité et sans entrave.",
    "السماح بمرور وكالات الإغاثة بسرعة وأمان ودون عوائق.",
    "Обеспечить гуманитарным организациям быстрый, безопасный и беспрепятственный доступ.",
)
FLY_SAFELY = names(
    "Fly professionally, keep to the agreed frequencies, keep the ground line open day and night.",
    "Piloter de façon professionnelle, garder les fréquences convenues et la ligne au sol jour et nuit.",
    "الطيران باحتراف، والتزام الترددات المتفق عليها، وإبقاء الخط الأرضي مفتوحًا ليلًا ونهارًا.",
    "Соблюдать профессиональные правила полётов и согласованные частоты, держать наземную линию связи открытой круглосуточно.",
)
SILENCE = names(
    "No hostilities and no use of any weapon.",
    "Ni hostilités ni usage d'aucune arme.",
    "لا أعمال قتالية ولا استخدام لأي سلاح.",
    "Никаких боевых действий и никакого применения оружия.",
)
NO_FIRE_OF_ONES_OWN = names(
    "The army's own forces hold their fire.",
    "Les forces de l'armée elle-même cessent le feu.",
    "تلتزم قوات الجيش نفسها بوقف إطلاق النار.",
    "Силы самой армии прекращают огонь.",
)
HEAVY_WEAPONS = names(
    "Both sides together: tanks, infantry fighting vehicles, artillery and mortars stay 3.5 km from the road and do not fire.",
    "Les deux côtés ensemble : chars, véhicules de combat, artillerie et mortiers restent à 3,5 km de la route et ne tirent pas.",
    "الجانبان معًا: تبقى الدبابات وعربات القتال والمدفعية والهاون على بعد 3.5 كم من الطريق ولا تطلق النار.",
    "Обе стороны одновременно: танки, БМП, артиллерия и миномёты стоят в 3,5 км от дороги и не ведут огонь.",
)
VACATED_STRIP = names(
    "The vacated strip is demilitarised: no forces, weapons or fire of any kind.",
    "La bande évacuée est démilitarisée : ni forces, ni armes, ni tirs d'aucune sorte.",
    "الشريط المُخلى منزوع السلاح: لا قوات ولا أسلحة ولا إطلاق نار من أي نوع.",
    "Освобождённая полоса демилитаризована: никаких сил, оружия и огня.",
)
FREE_PASSAGE = names(
    "Aid passes, checkpoints on both ends are handed to the Red Crescent, anyone may leave.",
    "L'aide passe, les postes aux deux bouts sont remis au Croissant-Rouge, chacun peut partir.",
    "تمر المساعدات، وتُسلَّم الحواجز في الطرفين إلى الهلال الأحمر، ويحق لأي شخص المغادرة.",
    "Помощь проходит, посты с обоих концов передаются Красному Полумесяцу, выйти может любой.",
)
NO_AIR_STRIKES = names(
    "No air strikes.", "Pas de frappes aériennes.", "لا غارات جوية.", "Никаких авиаударов.",
)
PAUSE = names(
    "Hold fire during these hours, so that civilians, the wounded and fighters can leave by the corridors.",
    "Cesser le feu à ces heures, pour que civils, blessés et combattants partent par les couloirs.",
    "وقف النار في هذه الساعات ليخرج المدنيون والجرحى والمقاتلون عبر الممرات.",
    "Прекратить огонь в эти часы, чтобы гражданские, раненые и бойцы могли выйти по коридорам.",
)
ZONE_NO_WEAPONS = names(
    "Inside the areas the sides use no weapon of any kind, from the air included.",
    "Dans les zones, les parties n'emploient aucune arme, y compris depuis les airs.",
    "داخل المناطق لا يستخدم الطرفان أي نوع من السلاح، بما في ذلك من الجو.",
    "Внутри зон стороны не применяют никакого оружия, в том числе с воздуха.",
)
ZONE_RELIEF = names(
    "Aid reaches the areas, water and power are repaired, the displaced may return.",
    "L'aide atteint les zones, l'eau et l'électricité sont rétablies, les déplacés peuvent revenir.",
    "تصل المساعدات إلى المناطق، وتُصلح المياه والكهرباء، ويحق للنازحين العودة.",
    "Помощь поступает в зоны, восстанавливаются вода и электричество, перемещённые могут вернуться.",
)
SECURITY_ZONES = names(
    "Security zones run along the borders of the areas, with checkpoints and observation posts.",
    "Des bandes de sécurité longent les zones, avec des postes de contrôle et d'observation.",
    "تمتد على حدود المناطق أحزمة أمنية فيها حواجز ومراكز مراقبة.",
    "Вдоль границ зон проходят полосы безопасности с контрольно-пропускными и наблюдательными пунктами.",
)
MAPS = names(
    "A joint working group is set up within two weeks and draws the maps by 4 June 2017.",
    "Un groupe de travail conjoint est formé sous deux semaines et établit les cartes avant le 4 juin 2017.",
    "تُشكَّل مجموعة عمل مشتركة خلال أسبوعين وتُعد الخرائط في موعد أقصاه 4 حزيران 2017.",
    "Совместная рабочая группа создаётся за две недели и готовит карты к 4 июня 2017 года.",
)
# fmt: on
