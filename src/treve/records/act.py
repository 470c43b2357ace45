"""Acts, weapons and targets: small sets of codes, and how a code meets a rule.

A code is a path such as `FIRE.ARTY`. `*` in a rule stands for every hostile act. The list follows
the terms of ceasefire texts; its mappings from other layouts are in `treve.intake`.
"""

from typing import Annotated, Literal

from msgspec import Meta

from treve.kleene import CANNOT_TELL, NO, YES, Kleene, one_of

Act = Annotated[str, Meta(pattern=r"^(\*|[A-Z]+(\.[A-Z0-9]+)*)$", max_length=40)]
"""A code of the tree of acts; a shorter path says less."""

Weapon = Annotated[str, Meta(pattern=r"^[A-Z]+(\.[A-Z0-9]+)*$", max_length=40)]
"""A code of the tree of weapons; a shorter path says less."""

TargetKind = Literal[
    "forces", "civilians", "medical", "humanitarian", "infrastructure", "settlement", "monitor", "aircraft"
]  # fmt: skip
"""A kind of target, as a report names it or a provision is about it."""

ACTS: dict[str, str] = {
    "FIRE": "fire, kind not said",
    "FIRE.SMALL": "small-arms fire",
    "FIRE.CREW": "fire of a crew-served weapon",
    "FIRE.SNIPER": "sniper fire",
    "FIRE.RPG": "rocket-propelled grenade",
    "FIRE.ATGM": "anti-tank guided missile",
    "FIRE.MORTAR": "mortar fire",
    "FIRE.ARTY": "artillery fire",
    "FIRE.MLRS": "multiple rocket launcher",
    "FIRE.TANK": "tank fire",
    "MISSILE": "missile strike",
    "AIR": "act from the air, kind not said",
    "AIR.STRIKE": "air strike",
    "AIR.BARREL": "barrel bomb",
    "AIR.OVERFLIGHT": "overflight",
    "UAS": "unmanned aircraft, act not said",
    "UAS.RECON": "unmanned reconnaissance",
    "UAS.STRIKE": "unmanned strike",
    "AD.ENGAGE": "engagement by air defence",
    "GROUND": "ground attack, kind not said",
    "GROUND.CLASH": "armed clash, side that began not said",
    "GROUND.ADVANCE": "advance or seizure of ground",
    "GROUND.RAID": "raid",
    "GROUND.SABOTAGE": "sabotage",
    "FORCE": "military movement, kind not said",
    "FORCE.MOVE": "movement of forces",
    "FORCE.REINFORCE": "reinforcement",
    "ENGINEER.FORTIFY": "fortification",
    "WEAPON.PRESENCE": "weapon where it may not be",
    "MINE.LAY": "laying of mines",
    "IED": "improvised explosive device",
    "IED.SUICIDE": "suicide bomb",
    "CHEM": "chemical agent (alleged)",
    "AID": "hindrance of aid, kind not said",
    "AID.OBSTRUCT": "aid obstructed",
    "AID.ATTACK": "aid attacked",
    "AID.DIVERT": "aid diverted",
    "SITE.DAMAGE": "damage to a notified or protected site",
    "CIV": "harm to civilians, kind not said",
    "CIV.HARM": "civilians harmed",
    "CIV.DISPLACE": "civilians displaced by force",
    "CIV.DETAIN": "civilians detained",
    "CIV.ABDUCT": "civilians abducted",
    "RECRUIT.CHILD": "recruitment of children",
    "PROPAGANDA": "hostile propaganda",
    "CHECKPOINT.OBSTRUCT": "checkpoint obstructed",
    "MONITOR": "interference with monitors, kind not said",
    "MONITOR.DENY": "monitor denied access",
    "MONITOR.DELAY": "monitor delayed",
    "MONITOR.CONDITION": "monitor's access made conditional",
    "MONITOR.JAM": "monitor's equipment jammed",
    "MONITOR.FIRE": "fire at a monitor",
    "AIRSAFE": "breach of air safety, kind not said",
    "AIRSAFE.PROXIMITY": "unsafe proximity in the air",
    "AIRSAFE.NOREPLY": "no reply on the agreed frequency",
    "AIRSAFE.UNNOTIFIED": "flight not notified",
    "AIRSAFE.LOCKON": "radar lock-on",
    "AIRSAFE.FLARE": "flares dropped at another aircraft",
    "COMMS": "interference with communications, kind not said",
    "COMMS.JAM": "communications jammed",
    "COMMS.LINEDOWN": "line down",
    "LASER": "laser pointed at people or aircraft",
    "VIOLENCE": "armed violence, kind not said",
    "AERIAL": "strike from the air, by aircraft or drone",
    "SHELLING": "shelling, by mortar, artillery, rocket or missile",
    "EXPLOSIVE": "explosive device or mine",
    "PERMITTED.REPAIR": "repair works",
    "PERMITTED.MEDEVAC": "medical evacuation",
    "PERMITTED.SAR": "search and rescue",
    "PERMITTED.ROTATION": "rotation of personnel",
    "PERMITTED.RESUPPLY": "resupply",
    "PERMITTED.EXERCISE": "exercise",
    "STRATEGIC": "development that is not an act of violence",
    "PROTEST": "protest",
}
"""Every act code with its plain English words; translations are in the message catalogues."""

WEAPONS: dict[str, str] = {
    "SMALL": "small arms",
    "HMG": "heavy machine gun",
    "AGL": "automatic grenade launcher",
    "RPG": "rocket-propelled grenade",
    "RECOILLESS": "recoilless gun",
    "ATGM": "anti-tank guided missile",
    "CANNON": "cannon of an infantry fighting vehicle",
    "TANK": "tank",
    "MORTAR": "mortar",
    "MORTAR.60": "mortar, 60 mm",
    "MORTAR.82": "mortar, 82 mm",
    "MORTAR.120": "mortar, 120 mm",
    "ARTY": "tube artillery",
    "ARTY.LT100": "tube artillery under 100 mm",
    "ARTY.GE100": "tube artillery of 100 mm and more",
    "MLRS": "multiple rocket launcher",
    "SSM": "surface-to-surface missile",
    "SAM": "surface-to-air missile or anti-aircraft gun",
    "AIRCRAFT": "aircraft",
    "AIRCRAFT.FIXED": "fixed-wing aircraft",
    "AIRCRAFT.ROTARY": "helicopter",
    "AIRCRAFT.BARREL": "barrel bomb",
    "UAV": "unmanned aircraft",
    "MINE": "mine",
    "IED": "improvised explosive device",
    "CHEM": "chemical agent (alleged)",
    "LASER": "laser",
    "JAMMER": "jammer",
}
"""Every weapon code with its plain English words."""

TARGETS: dict[str, str] = {
    "forces": "armed forces",
    "civilians": "civilians",
    "medical": "medical sites or staff",
    "humanitarian": "humanitarian sites or staff",
    "infrastructure": "infrastructure",
    "settlement": "a settlement",
    "monitor": "monitors",
    "aircraft": "aircraft",
}
"""Every kind of target with its plain English words."""

WEAPON_OF_ACT: dict[str, str] = {
    "FIRE.SMALL": "SMALL",
    "FIRE.SNIPER": "SMALL",
    "FIRE.RPG": "RPG",
    "FIRE.ATGM": "ATGM",
    "FIRE.MORTAR": "MORTAR",
    "FIRE.ARTY": "ARTY",
    "FIRE.MLRS": "MLRS",
    "FIRE.TANK": "TANK",
    "MISSILE": "SSM",
    "AIR.STRIKE": "AIRCRAFT",
    "AIR.BARREL": "AIRCRAFT.BARREL",
    "UAS.STRIKE": "UAV",
    "UAS.RECON": "UAV",
    "AD.ENGAGE": "SAM",
    "MINE.LAY": "MINE",
    "IED": "IED",
    "CHEM": "CHEM",
    "LASER": "LASER",
}
"""Weapon that an act implies where the report names none."""

MAY_BE: dict[str, tuple[str, ...]] = {
    "VIOLENCE": ("FIRE", "MISSILE", "AIR", "UAS", "AD", "GROUND", "MINE", "IED", "CHEM", "CIV", "SITE", "AID", "MONITOR"),
    "AERIAL": ("AIR.STRIKE", "AIR.BARREL", "UAS.STRIKE"),
    "SHELLING": ("FIRE.MORTAR", "FIRE.ARTY", "FIRE.MLRS", "FIRE.TANK", "MISSILE"),
    "EXPLOSIVE": ("IED", "MINE.LAY"),
}
"""Codes of which it is not said which of several acts they are, as datasets and hurried reports give them."""

NOT_HOSTILE = ("PERMITTED", "STRATEGIC", "PROTEST")
"""Branches that `*` in a rule does not cover."""


def covers(rule: str, code: str) -> Kleene:
    """Whether `code` falls under `rule`: yes below or at it, cannot tell where the code says less, else no."""
    if rule == "*":
        return NO if code.split(".")[0] in NOT_HOSTILE else YES
    if code == rule or code.startswith(rule + "."):
        return YES
    if code in MAY_BE:
        return one_of([covers(rule, one) for one in MAY_BE[code]])
    if rule in MAY_BE:
        return max(covers(one, code) for one in MAY_BE[rule])
    return CANNOT_TELL if rule.startswith(code + ".") else NO
