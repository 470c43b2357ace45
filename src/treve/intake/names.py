"""Folding of place names: one key for the spellings that one name has in Arabic, French, English and Russian.

Three strengths, each coarser than the one before: `plain` takes away case, accents and punctuation;
`folded` also what the ways of writing Arabic down differ in (article, ch/sh, ou/u/w, k/q, gh, doubled
letters, endings); `sketch` leaves the consonants. Latin and Russian letters fold to the same keys; Arabic
letters have keys of their own, since they do not write short vowels.
"""

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z", "и": "i", "й": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "sh", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_LATIN = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "a", "œ": "u", "ə": "a", "ʃ": "sh"}
_ARABIC = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ء": "", "ـ": "",
    "ک": "ك", "ی": "ي", "ھ": "ه", "گ": "ك", "پ": "ب", "چ": "ج", "ڤ": "ف",
}  # fmt: skip
_STROKES = str.maketrans(dict.fromkeys("'`´’‘ʼʻʿʾ′ˈʹʺ\"“”«»", ""))
_TO_PLAIN = str.maketrans(_LATIN | _ARABIC)
_TO_LATIN = str.maketrans(_CYRILLIC)
_WORD = re.compile(r"[^\W_]+")
_ARABIC_LETTER = re.compile(r"[\u0600-\u06ff]")

ARTICLES = frozenset({
    "al", "el", "il", "ul", "l", "ad", "ed", "adh", "edh", "an", "en", "ar", "er", "as", "es", "ash", "esh", "ach", "ech",
    "at", "et", "ath", "eth", "az", "ez", "aj", "ej", "ut", "us", "ush", "uz", "ur", "un", "ud", "the", "le", "la", "les",
})  # fmt: skip
"""The article before moon and sun letters, as it is written apart or with a hyphen, and those of French and English."""
SORTS = {
    "country": ("country", "pays", "دوله"),
    "governorate": ("governorate", "gouvernorat", "province", "muhafazat", "mohafazat", "محافظه", "mukhafaza", "provintsiia"),
    "district": ("district", "subdistrict", "منطقه", "ناحيه", "raion"),
    "settlement": ("city", "town", "village", "ville", "localite", "مدينه", "قريه", "بلده", "gorod"),
    "neighbourhood": ("quartier", "neighborhood", "neighbourhood", "حي"),
    "road": ("road", "route", "طريق", "doroga"),
}
"""Words that say what sort of place is meant, by the feature that they mean."""
GENERIC = frozenset(word for words in SORTS.values() for word in words) | {
    "region", "area", "markaz", "mintaqat", "مركز", "de", "du", "des", "d", "of",
}  # fmt: skip
"""Words that say what sort of place it is; they are left out where something else remains."""
_SAME = {
    "dayr": "dir", "deir": "dir", "der": "dir", "dair": "dir", "deyr": "dir", "dier": "dir",
    "tell": "tal", "tall": "tal", "tel": "tal", "tal": "tal", "till": "tal",
    "kafr": "kafr", "kfar": "kafr", "kafar": "kafr", "kafer": "kafr", "kefr": "kafr", "kfer": "kafr", "kefer": "kafr",
    "jabal": "jabal", "jebel": "jabal", "djebel": "jabal", "gabal": "jabal", "jabel": "jabal", "djabal": "jabal",
    "abu": "abu", "abou": "abu", "abi": "abu", "abo": "abu", "bu": "abu", "bou": "abu",
    "umm": "um", "um": "um", "oum": "um", "oumm": "um", "om": "um", "omm": "um", "em": "um",
    "bayt": "bit", "beit": "bit", "bet": "bit", "bait": "bit", "beyt": "bit",
    "khirbat": "khirbat", "khirbet": "khirbat", "kherbet": "khirbat", "khirba": "khirbat", "kharbet": "khirbat",
    "maarat": "marat", "maaret": "marat", "maarret": "marat", "maarrat": "marat", "marat": "marat", "maarra": "marat",
    "qalat": "kalat", "qalaat": "kalat", "kalaat": "kalat", "kalat": "kalat", "qalet": "kalat",
    "ras": "ras", "raas": "ras", "wadi": "uadi", "ouadi": "uadi", "oued": "uadi", "big": "kubra", "little": "sughra",
    "eastern": "east", "east": "east", "oriental": "east", "orientale": "east", "est": "east", "vostoshnaia": "east",
    "vostoshnii": "east", "sharqiyah": "east", "charqiye": "east", "sharqiya": "east", "sharqi": "east",
    "western": "west", "west": "west", "occidental": "west", "occidentale": "west", "ouest": "west", "gharbiyah": "west",
    "gharbiya": "west", "gharbi": "west", "zapadnaia": "west", "zapadnii": "west",
    "northern": "north", "north": "north", "nord": "north", "southern": "south", "south": "south", "sud": "south",
}  # fmt: skip
"""First words and directions that every language writes its own way."""
_DIRECTIONS = frozenset({"east", "west", "north", "south"})
_SPELLINGS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"tch|sch|ch|sh", "$"), (r"kh", "x"), (r"gh", "g"), (r"dj|dg", "j"), (r"th", "t"), (r"dh", "d"), (r"ph", "f"),
        (r"qu(?=[eiy])|q|ck|c", "k"), (r"ou|oo|w", "u"), (r"y", "i"), (r"v", "u"), (r"zh", "z"), (r"rh", "g"),
        (r"(.)\1+", r"\1"), (r"a[uo]|o", "u"), (r"a[ie]|ei|ee", "i"), (r"(.)\1+", r"\1"),
        (r"(?<=[aiue])h$", ""), (r"ie$", "ia"), (r"(?<!^)e$", "a"), (r"e", "i"), (r"(.)\1+", r"\1"),
        (r"(?<=i)i(?=a)|(?<=[^aiu])ii", ""),
    )
)  # fmt: skip
_JOINED = re.compile(r"^(?:al|el)(?=\w{4})|^[ae](?=(sh|ch|dh|th|[dtsznrl])\1)(?:sh|ch|dh|th|[dtsznrl])")
_CONSONANTS = re.compile(r"(?<!^)[aiue]")
_SOUNDED = re.compile(r"(?<=\w)[éèêëÉÈÊË](?!\w)")
_SILENT = re.compile(r"(?<=[^aeiouy])e$")
_ELIDED = re.compile(r"\b[dlDL]['’](?=\w{2})")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """The name without case, accents, vowel signs and punctuation; words apart by one space; in its own letters."""
    low = unicodedata.normalize("NFKD", _ELIDED.sub("", unicodedata.normalize("NFKC", name)).casefold().translate(_STROKES))
    kept = "".join(letter for letter in low if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", kept).translate(_TO_PLAIN)))


def _words(name: str) -> list[str]:
    # An accented e at the end of a word is sounded, a bare one may be silent: the accent must not be lost before that is seen.
    return plain(_SOUNDED.sub("a", unicodedata.normalize("NFC", name))).translate(_TO_LATIN).split()


def _telling(words: list[str]) -> list[str]:
    """The words that tell one place from another; all, where there would be none."""
    return [word for word in words if word not in ARTICLES and word not in GENERIC] or words


def _key(words: list[str]) -> str:
    # Directions stand before the name in some languages and after it in others.
    return " ".join(sorted((_word(word) for word in words), key=lambda word: word in _DIRECTIONS))


def folded(name: str) -> str:
    """The key of a name whatever its spelling; empty where nothing of it is a letter or number."""
    return _key(_telling(_words(name)))


@lru_cache(maxsize=100_000)
def _word(word: str) -> str:
    if _ARABIC_LETTER.search(word):
        bare = word.removeprefix("ال") if len(word) > 4 else word
        return _DOUBLED.sub(r"\1", bare)
    if word in _SAME:
        return _SAME[word]
    for pattern, by in _SPELLINGS:
        word = pattern.sub(by, word)
    return word


def sort_said(name: str) -> str:
    """The feature that a name says it is ("ville d'Alep": settlement); empty where it says none, or nothing else."""
    words = set(_words(name))
    if words <= GENERIC | ARTICLES:
        return ""
    return next((sort for sort, said in SORTS.items() if words.intersection(said)), "")


def keys(name: str) -> tuple[str, ...]:
    """Every folded key that a spelling may stand for, the likeliest first.

    Beside `folded`: with an article that was written together with its word taken off, with a silent e at
    the end left out, and with all words written together.
    """
    words = _telling(_words(name))
    apart = [_JOINED.sub("", word) for word in words]
    silent = [_SILENT.sub("", word) for word in words]
    found = dict.fromkeys(_key(one) for one in (words, apart, silent))
    for key in tuple(found):
        if " " in key:
            found[_DOUBLED.sub(r"\1", key.replace(" ", ""))] = None
    return tuple(key for key in found if key)


def sketch(key: str) -> str:
    """A folded key without the vowels inside its words: what spellings that differ in vowels share."""
    return " ".join(_CONSONANTS.sub("", word) for word in key.split())
