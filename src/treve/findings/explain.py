"""A row of VIOL-01 in words: what was asked, what was known, what came out, which provision.

The sentences are English and are their own ids for translation (`treve.words`). Whatever a reader
could dispute is named: the rule applied, the span, the area, the adherence, who said it.
"""

from collections.abc import Callable

import msgspec

from treve.findings.criteria import CRITERIA, NEGATIVE
from treve.findings.profile import BINDING
from treve.findings.violations import Row
from treve.geo.footprint import middle
from treve.geo.interval import Interval
from treve.geo.place import AreaPlace, Disc, OneOf
from treve.kleene import Kleene
from treve.picture.incidents import Incident
from treve.picture.picture import Picture
from treve.records.act import ACTS, WEAPONS
from treve.records.arrangement import Arrangement, Provision
from treve.records.base import said_in
from treve.records.report import IncidentReport
from treve.words import Words

QUESTIONS = {
    "bound": "Was the alleged actor bound?",
    "excluded": "Was the actor or the target outside the arrangement?",
    "place": "Did it happen where the provision holds?",
    "time": "Did it happen while the provision held?",
    "act": "Is the act prohibited?",
    "exception": "Does an exception apply?",
    "suspended": "Was the arrangement suspended?",
}
"""What each criterion asks."""

CALLED = {
    "violation": "Violation: it was verified that it occurred, and every criterion is met.",
    "alleged_violation": "Alleged violation: every criterion is met by what is reported; that it occurred is not verified.",
    "possible_violation": "Possible violation: something that decides is not known well enough.",
    "undetermined": "Undetermined: not even the actor or the act is known well enough to ask.",
    "not_violation": "Not a violation of this arrangement.",
}
"""What each qualification means."""

REASON_WORDS = {
    "not_bound": "the alleged actor was not bound",
    "excluded_actor": "the alleged actor is outside the arrangement",
    "excluded_target": "the target is outside the arrangement",
    "outside_area": "it happened outside the area",
    "outside_window": "it happened outside the time in force",
    "act_not_prohibited": "the act is not prohibited",
    "permitted_act": "the act is expressly permitted",
    "self_defence": "the exception of self-defence applies",
    "arrangement_suspended": "the arrangement was suspended",
}
"""Each reason in words."""


class Answer(msgspec.Struct, frozen=True):
    """One criterion in words."""

    criterion: str
    """Which one."""
    asked: str
    """The question."""
    known: str
    """What was known."""
    rule: str
    """What the arrangement says."""
    answer: str
    """Yes, no or cannot tell."""
    settles: bool
    """Whether this answer alone makes it no violation."""


class Explanation(msgspec.Struct, frozen=True):
    """A row in words."""

    arrangement: str
    """Name of the arrangement."""
    provision: str
    """Which of its rules, in words."""
    report: str
    """Whose report of what."""
    headline: str
    """What it is called, and why."""
    answers: tuple[Answer, ...]
    """The seven questions in order."""
    closing: str
    """What would settle it, or what stays apart."""

    def text(self) -> str:
        """The explanation as lines of plain text."""
        lines = [self.arrangement, f"  {self.provision}", f"  {self.report}", f"  => {self.headline}"]
        for number, one in enumerate(self.answers, 1):
            mark = "!" if one.settles else " "
            lines.append(f"  {mark}{number}. {one.asked}  {one.answer.upper()}")
            lines += [f"       {part}" for part in (one.known, one.rule) if part]
        return "\n".join([*lines, f"  {self.closing}"])


def explain(row: Row, incident: Incident, picture: Picture, words: Words, zone: str) -> Explanation:
    """The row in words of a language, with times on the theatre's clock."""
    report = row.report.record
    assert isinstance(report, IncidentReport)
    arrangement = picture.arrangements[row.arrangement]
    provision = next(one for one in arrangement.provisions if one.id == row.provision)
    teller = _Teller(report, arrangement, provision, picture, words, zone)
    answers = tuple(_answer(name, row, teller, words) for name in CRITERIA)
    called = row.qualification(incident.occurrence)
    headline = words(CALLED[called])
    if called == "not_violation":
        why = REASON_WORDS.get(row.reason, "it was found not to have occurred")
        headline = f"{headline} {words('Why: {reason}.', reason=words(why))}"
    return Explanation(
        arrangement=said_in(arrangement.names, words.lang, arrangement.key),
        provision=words("Provision {id}: {words}", id=provision.id, words=said_in(provision.words, words.lang)),
        report=words("Report of {registrar}, alleged: {what}.", registrar=teller.name(report.registrar), what=teller.acts()),
        headline=headline,
        answers=answers,
        closing=_closing(row, words),
    )


def _answer(name: str, row: Row, teller: "_Teller", words: Words) -> Answer:
    value = row.criteria[name]
    known, rule = teller.tell[name]()
    settles = value == (Kleene.YES if name in NEGATIVE else Kleene.NO)
    return Answer(name, words(QUESTIONS[name]), known, rule, words(value.word), settles)


def _closing(row: Row, words: Words) -> str:
    open_ones = [words(QUESTIONS[name]) for name in CRITERIA if row.criteria[name] == Kleene.CANNOT_TELL]
    if row.verdict == Kleene.CANNOT_TELL:
        return words("What would settle it, an answer to: {questions}", questions=" ".join(open_ones))
    return words("Who did it and whether it occurred are judged apart; neither is inferred from who holds the ground.")


def _middle(where: Disc | AreaPlace) -> str:
    if isinstance(where, Disc):
        return f"{where.lat:.3f} N {where.lon:.3f} E"
    lon, lat = middle(where.footprint)
    return f"~ {lat:.2f} N {lon:.2f} E"


class _Teller:
    """What was known and what the arrangement says, criterion by criterion."""

    def __init__(
        self,
        report: IncidentReport,
        arrangement: Arrangement,
        provision: Provision,
        picture: Picture,
        words: Words,
        zone: str,
    ) -> None:
        self._report, self._arrangement, self._provision = report, arrangement, provision
        self._picture, self._words, self._zone = picture, words, zone
        self.tell: dict[str, Callable[[], tuple[str, str]]] = {name: getattr(self, f"_{name}") for name in CRITERIA}

    def name(self, key: str) -> str:
        """A name in the reader's language."""
        return self._picture.name(key, self._words.lang)

    def names(self, keys: tuple[str, ...]) -> str:
        """Names one after the other, or that nobody is named."""
        return ", ".join(self.name(key) for key in keys) if keys else self._words("nobody named")

    def acts(self) -> str:
        """The acts reported, in words."""
        return ", ".join(self._words(ACTS.get(act, act)) for act in self._report.acts)

    def span(self, during: Interval) -> str:
        """A span on the theatre's clock, with UTC beside."""
        words = self._words
        start = words.time(during.start, self._zone) if during.start else words("since always")
        end = words.time(during.end, self._zone) if during.end else words("until further notice")
        return f"{start} – {end}"

    def _bound(self) -> tuple[str, str]:
        words, report = self._words, self._report
        if report.directed:
            mode = "one of: {who}" if report.alleged_mode == "one_of" and len(report.alleged) > 1 else "{who}"
            known = words("Alleged actor: {who}", who=words(mode, who=self.names(report.alleged)))
        else:
            known = words(
                "A clash between {a} and {b}; the report does not say who began", a=self.names(report.alleged),
                b=self.names(report.against),
            )  # fmt: skip
        bound = self._provision.bound
        if bound.to == "everyone":
            return known, words("The provision binds every armed actor.")
        if bound.to == "named":
            return known, words("The provision binds: {who}", who=self.names(bound.parties))
        return known, self._adherence()

    def _adherence(self) -> str:
        words, picture = self._words, self._picture
        within = self._report.occurred.within
        parties = {
            other for party in (*self._report.alleged, *(() if self._report.directed else self._report.against))
            for chain in picture.parties.controlling(party, within) for other in picture.parties.identities(chain)
        }  # fmt: skip
        said = [
            words(
                "{who}: {state}, according to {author}", who=self.name(one.party),
                state=words("joined" if one.state in BINDING else one.state.replace("_", " ")), author=self.name(one.author),
            )
            for one in picture.adherences.get(self._arrangement.key, ())
            if one.party in parties and one.during.overlaps(within)
        ]  # fmt: skip
        found = "; ".join(sorted(set(said))) or words("no record that it joined")
        return words("The provision binds those that joined. {found}.", found=found)

    def _excluded(self) -> tuple[str, str]:
        words, provision = self._words, self._provision
        known = words("Target: {who}", who=self.names(self._report.against))
        if not provision.excluded and not provision.excluded_by:
            return known, words("The provision leaves nobody out.")
        parts = []
        if provision.excluded:
            parts.append(words("left out by the text: {who}", who=self.names(provision.excluded)))
        for party in dict.fromkeys((*self._report.alleged, *self._report.against)):
            for authority in provision.excluded_by:
                value = self._picture.parties.designation(party, (authority,), self._report.occurred.within)
                parts.append(
                    words(
                        "{who}: {value} by {authority} at that time", who=self.name(party),
                        value=words(value.replace("_", " ")), authority=self.name(authority),
                    )
                )  # fmt: skip
        return known, "; ".join(parts) or words("left out: those designated by {who}", who=self.names(provision.excluded_by))

    def _place(self) -> tuple[str, str]:
        words, place = self._words, self._report.place
        said = place.said or words("place not named")
        if isinstance(place.where, Disc):
            known = words(
                "{said}: {lat:.4f} N {lon:.4f} E, give or take {radius} m", said=said, lat=place.where.lat, lon=place.where.lon,
                radius=words.number(round(place.where.radius_m)),
            )  # fmt: skip
        elif isinstance(place.where, AreaPlace):
            known = words("{said}: somewhere in that area", said=said)
        elif isinstance(place.where, OneOf):
            known = words(
                "{said}: the name fits {number} places, and none is chosen ({places})", said=said,
                number=words.number(len(place.where.places)), places="; ".join(_middle(one) for one in place.where.places[:5]),
            )  # fmt: skip
        else:
            known = words("{said}: position not known", said=said)
        areas = self._provision.areas
        if not areas:
            return known, words("The provision holds in the whole theatre.")
        drawn = [
            words("{name} (not drawn)", name=key) if key not in self._picture.areas else
            words("{name}, border {drawn}", name=self.name(key), drawn=words(self._picture.areas[key].drawn))
            for key in areas
        ]  # fmt: skip
        return known, words("The provision holds in: {areas}", areas="; ".join(drawn))

    def _time(self) -> tuple[str, str]:
        words, within = self._words, self._report.occurred.within
        spans = [span.during for span in self._picture.spans_of(self._arrangement.key)]
        near = [span for span in spans if span.overlaps(within)] or spans[:3]
        held = "; ".join(self.span(span) for span in near[:3]) or words("never in force")
        return words("Reported for: {span}", span=self.span(within)), words("In force: {spans}", spans=held)

    def _act(self) -> tuple[str, str]:
        words, report, provision = self._words, self._report, self._provision
        weapon = words(WEAPONS.get(report.weapon, report.weapon)) if report.weapon else words("weapon not named")
        banned = ", ".join(
            words("every hostile act") if act == "*" else words(ACTS.get(act, act)) for act in provision.prohibits
        )
        rule = words("Prohibited: {acts}", acts=banned)
        if provision.weapons:
            rule += "; " + words("with: {weapons}", weapons=", ".join(words(WEAPONS.get(w, w)) for w in provision.weapons))
        if provision.permits:
            rule += "; " + words("permitted: {acts}", acts=", ".join(words(ACTS.get(p.act, p.act)) for p in provision.permits))
        return words("Reported: {acts} ({weapon})", acts=self.acts(), weapon=weapon), rule

    def _exception(self) -> tuple[str, str]:
        words, held = self._words, self._report.circumstances
        if held.self_defence:
            known = words("Self-defence is established.")
        elif held.claimed:
            known = words("The actor claims self-defence.")
        else:
            known = words("Nobody claims an exception.")
        rule = "; ".join(
            words("{kind}, if {conditions}", kind=words(clause.kind.replace("_", " ")),
                  conditions=", ".join(words(one.replace("_", " ")) for one in clause.preconditions) or words("established"))
            for clause in self._provision.exceptions
        )  # fmt: skip
        return known, words("Exceptions: {rule}", rule=rule) if rule else words("The provision knows no exception.")

    def _suspended(self) -> tuple[str, str]:
        words, within = self._words, self._report.occurred.within
        off = [s.during for s in self._picture.spans_of(self._arrangement.key) if s.suspended and s.during.overlaps(within)]
        if not off:
            return words("No suspension is recorded for that time."), ""
        return words("Suspended: {spans}", spans="; ".join(self.span(one) for one in off)), ""
