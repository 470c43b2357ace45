"""The parts of a bulletin: what each table, list and picture of it holds. No words of any one language."""

from datetime import date, datetime
from typing import Literal

import msgspec

from treve.findings.criteria import Qualification
from treve.geo.interval import Interval
from treve.records.base import Names


class CountRule(msgspec.Struct, frozen=True):
    """How a number came about; printed with it."""

    unit: str
    """One of what: `incidents`, or the unit that a publisher names."""
    period: Interval
    """Over what span."""
    area: str
    """Key of the area; empty = the whole theatre."""
    status: str
    """Which were counted."""
    duplicates: str
    """What was done about several reports of one thing."""


class Standing(msgspec.Struct, frozen=True):
    """An arrangement that held at some time of the period, and what is left of it."""

    arrangement: str
    """Its key."""
    kind: str
    """Its kind."""
    status: str
    """Its legal status at the bulletin's closing time."""
    channel: bool | None
    """Whether its line was last seen to work; `None` = nobody said. Says nothing of the legal status."""
    window: Interval | None
    """The span it is in at the closing time, else the next one, else its last."""
    left_s: int | None
    """Seconds left of that span at the closing time; `None` = until further notice, or not in it."""
    under: str = ""
    """The more general arrangement that it adds to."""
    areas: tuple[str, ...] = ()
    """Where its provisions hold; empty = the whole theatre."""


class Turn(msgspec.Struct, frozen=True):
    """A truce that started, ended or is about to."""

    arrangement: str
    """Its key."""
    turn: Literal["started", "ended", "expiring", "suspended", "resumed", "extended"]
    """What happens; `expiring` = its span ends within 24 hours of the closing time."""
    at: datetime
    """When."""


class RegisterTotal(msgspec.Struct, frozen=True):
    """The incidents of one register in the period. Never added to another's."""

    registrar: str
    """Whose register."""
    incidents: int
    """Counted in the period."""
    previous: int
    """Counted in the period before, of the same length."""
    before_per_day: float
    """A day's mean over the baseline."""
    confirmed: int
    """Of these, confirmed or admitted by another party."""
    elsewhere: int
    """Of these, held in another register too."""
    rough: int
    """Not counted: known too roughly to say that they lie in the period."""


class ViolationLine(msgspec.Struct, frozen=True):
    """Incidents of one register under one arrangement, in one area, with one qualification."""

    arrangement: str
    """Which arrangement."""
    registrar: str
    """Whose register."""
    area: str
    """Key of the region; empty = it cannot be told."""
    status: Qualification
    """What they are called."""
    number: int
    """How many."""
    confirmed: int
    """Of these, confirmed or admitted by another party."""
    elsewhere: int
    """Of these, held in another register too."""


class ActLine(msgspec.Struct, frozen=True):
    """Incidents of one register with the same acts and weapon."""

    registrar: str
    """Whose register."""
    acts: tuple[str, ...]
    """Codes of the acts, all of them."""
    weapon: str
    """Code of the weapon said or implied; empty = not said."""
    number: int
    """How many."""


class HarmLine(msgspec.Struct, frozen=True):
    """People harmed, as one register says."""

    registrar: str
    """Whose register."""
    measure: Literal["killed", "injured", "civilians_killed"]
    """Who."""
    low: int
    """At least."""
    best: int | None
    """Best estimate; `None` where not every report makes one."""
    high: int | None
    """At most; `None` = no upper end given."""
    incidents: int
    """From how many incidents the figures come."""
    silent: int
    """How many incidents say nothing of it."""


class TollLine(msgspec.Struct, frozen=True):
    """A published figure of harm over a span that meets the period."""

    source: str
    """Whose figure."""
    measure: str
    """What is counted."""
    low: int
    """At least."""
    best: int | None
    """Best estimate."""
    high: int | None
    """At most."""
    period: Interval
    """Over what span."""


class PositionLine(msgspec.Struct, frozen=True):
    """A party's position on a published number."""

    party: str
    """Whose."""
    value: str
    """The position."""
    cases: int | None
    """On how many of the cases; `None` = all."""


class TallyLine(msgspec.Struct, frozen=True):
    """A number as its registrar published it, with its parts."""

    id: str
    """Key of the tally, or its record's id."""
    registrar: str
    """Who counted."""
    measure: str
    """What was counted."""
    rule: CountRule
    """How."""
    total: int
    """The headline."""
    body_total: int | None
    """The number in the body of the text, where it differs."""
    by: str
    """What the parts are."""
    parts: tuple[tuple[str, int], ...]
    """Key and number of each part."""
    parts_sum: int
    """Sum of the parts."""
    adds_up: bool
    """Whether headline, body and sum of the parts agree; true where no parts were published."""
    positions: tuple[PositionLine, ...] = ()
    """What others say of it."""


class MatrixRow(msgspec.Struct, frozen=True):
    """What two registers published for one place."""

    area: str
    """Key of the place."""
    a: int | None
    """The first register's number; `None` = it names no such place."""
    b: int | None
    """The second's."""


class Matrix(msgspec.Struct, frozen=True):
    """Two registers side by side."""

    a: str
    """The first registrar."""
    b: str
    """The second."""
    rows: tuple[MatrixRow, ...]
    """By place."""
    total_a: int | None
    """The first one's published headline; `None` = none for this period."""
    total_b: int | None
    """The second one's."""
    matched: int
    """Incidents held in both registers, as linked by people."""
    only_a: int
    """Incidents in the first alone."""
    only_b: int
    """Incidents in the second alone."""
    agreement: float | None
    """Share of matched among all incidents of the two; `None` = neither holds any."""


class Series(msgspec.Struct, frozen=True):
    """A register's numbers day by day."""

    registrar: str
    """Whose."""
    published: bool
    """Whether these are published totals; else incidents counted by this node."""
    values: tuple[int | None, ...]
    """One a day; `None` = nothing published that day."""
    mean_7: tuple[float | None, ...]
    """Mean of the seven days that end with each; `None` where a day of them is missing."""
    rough: int
    """Incidents known less exactly than a day: they stand in no day."""


class Shade(msgspec.Struct, frozen=True):
    """A span in which an arrangement held."""

    arrangement: str
    """Which."""
    during: Interval
    """When."""


class Trend(msgspec.Struct, frozen=True):
    """Daily series over a baseline and the period."""

    first: date
    """First day shown."""
    period_first: date
    """First day of the period; the days before are the baseline."""
    last: date
    """Last day."""
    series: tuple[Series, ...]
    """One for each register; never stacked or added."""
    shades: tuple[Shade, ...]
    """When truces held."""


class Spot(msgspec.Struct, frozen=True):
    """An incident on the map."""

    incident: str
    """Its name."""
    lon: float
    """Longitude of the middle."""
    lat: float
    """Latitude of the middle."""
    radius_m: float
    """It lies within so many metres of the middle."""
    status: str
    """The heaviest qualification under any arrangement; empty = none reaches it."""
    said: str
    """The place as said."""


class Zone(msgspec.Struct, frozen=True):
    """An area on the map."""

    area: str
    """Its key."""
    kind: str
    """Its kind."""
    drawn: str
    """How settled its shape is."""
    arrangement: str
    """The arrangement it belongs to."""
    rings: tuple[tuple[tuple[float, float], ...], ...]
    """Its rings, longitude and latitude, rounded to four decimals; holes are rings too."""


class Label(msgspec.Struct, frozen=True):
    """A place named on the map."""

    place: str
    """Its key."""
    lon: float
    """Longitude."""
    lat: float
    """Latitude."""


class MapView(msgspec.Struct, frozen=True):
    """What the map shows."""

    spots: tuple[Spot, ...]
    """Incidents with a position."""
    unplaced: int
    """Incidents whose place is not known: not on the map."""
    zones: tuple[Zone, ...]
    """Areas in force."""
    labels: tuple[Label, ...]
    """Places."""


class AidLine(msgspec.Struct, frozen=True):
    """A delivery of the period."""

    delivery: str
    """Key or id of its record."""
    place: str
    """Where to."""
    during: Interval
    """When."""
    carriers: tuple[str, ...]
    """Who carried it."""
    outcome: str
    """What became of it."""
    cargo: str
    """What it carried."""
    vehicles: int | None
    """How many vehicles."""
    mass_t: float | None
    """Tonnes."""
    people_low: int | None
    """For at least so many people."""
    people_high: int | None
    """For at most so many."""


class MonitorLine(msgspec.Struct, frozen=True):
    """An interference with monitors."""

    incident: str
    """Its name."""
    registrar: str
    """Whose register."""
    acts: tuple[str, ...]
    """The acts."""
    during: Interval
    """When."""
    said: str
    """Where, as said."""


class Correction(msgspec.Struct, frozen=True):
    """Something in an earlier bulletin that would read otherwise today."""

    number: str
    """Number of that bulletin."""
    first: date
    """Its first day."""
    last: date
    """Its last day."""
    total: str
    """Name of the total that changed; empty where it is about a record."""
    then: int | None = None
    """The total then."""
    now: int | None = None
    """The total as counted now."""
    record: str = ""
    """Id of the record that arrived since."""
    what: Literal["changed_total", "corrected", "withdrawn", "late"] = "changed_total"
    """What happened."""


class ReadoutLine(msgspec.Struct, frozen=True):
    """One account of a meeting."""

    issuers: tuple[str, ...]
    """Who issued it."""
    agreed: bool
    """Whether both sides agreed on the text."""
    points: dict[str, str]
    """What it says by topic."""


class MeetingLine(msgspec.Struct, frozen=True):
    """A meeting or call of the period, with its accounts side by side."""

    names: Names
    """What it is called."""
    kind: str
    """Its kind."""
    held: str
    """Whether it took place."""
    during: Interval
    """When."""
    place: str
    """Where."""
    seats: tuple[tuple[str, str], ...]
    """Party and role."""
    outcome: str
    """What came of it."""
    readouts: tuple[ReadoutLine, ...]
    """The accounts."""
    topics: tuple[str, ...]
    """Every topic of some account, in order; an account that has none of it is silent there."""


class AnswerLine(msgspec.Struct, frozen=True):
    """An addressee's last answer."""

    by: str
    """Whose."""
    value: str
    """The answer; `pending` where there is none."""
    words: str = ""
    """Conditions or reasons."""


class ProposalLine(msgspec.Struct, frozen=True):
    """A proposal tabled or answered in the period."""

    names: Names
    """What is proposed."""
    by: tuple[str, ...]
    """Who proposes."""
    during: Interval
    """When it was tabled."""
    answers: tuple[AnswerLine, ...]
    """The answers as known at the closing time."""
