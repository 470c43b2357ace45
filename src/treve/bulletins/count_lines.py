"""The numbers in words: change, areas, arrangements, acts, harm, monitors. Each with the rule it was counted by."""

from collections import defaultdict

from treve.bulletins.cases import CALLED, Called
from treve.bulletins.counts import ViolationLine
from treve.bulletins.lines import Section, Table, Teller
from treve.records.act import ACTS, WEAPONS

STATUS_HEADS: dict[Called, str] = {
    "violation": "violation",
    "alleged_violation": "alleged violation",
    "possible_violation": "possible violation",
    "undetermined": "undetermined",
    "not_violation": "not violation",
    "unreached": "under no arrangement",
}
"""Heads of the columns of statuses."""


def rule_of(tell: Teller) -> str:
    """The rule by which this bulletin's own numbers were counted, in one sentence."""
    rule, words = tell.bulletin.rule, tell.words
    return words(
        "Counted: {unit}; {period}; {area}; {status}; {duplicates}.",
        unit=words(rule.unit),
        period=tell.span(rule.period),
        area=tell.name(rule.area) if rule.area else words("the whole theatre"),
        status=words(rule.status),
        duplicates=words(rule.duplicates),
    )


def signed(tell: Teller, now: int | None, before: int | None) -> str:
    """A change with its sign; a dash where one of the two is missing."""
    if now is None or before is None:
        return "–"
    change = now - before
    return "±0" if change == 0 else ("+" if change > 0 else "−") + tell.number(abs(change))


def changes(tell: Teller) -> Section:
    """Headline change against the period before, of the same length: published, and counted here."""
    words, bulletin = tell.words, tell.bulletin
    long = (bulletin.last - bulletin.first).days + 1
    published = tuple(
        (
            tell.name(one.registrar),
            tell.number(one.now),
            tell.number(one.previous),
            signed(tell, one.now, one.previous),
            f"{one.days}/{long}",
            f"{one.previous_days}/{long}",
        )
        for one in bulletin.published
    )
    counted = tuple(
        (
            tell.name(one.registrar),
            tell.number(one.incidents),
            tell.number(one.previous),
            signed(tell, one.incidents, one.previous),
            tell.number(one.before_per_day),
            tell.number(one.confirmed),
            tell.number(one.elsewhere),
            tell.number(one.rough),
        )
        for one in bulletin.totals
    )
    told = [words.count("Compared with the day before.", "Compared with the {number} days before.", long)]
    for one in bulletin.totals:
        if one.unclear:
            told.append(
                words(
                    "{registrar}: of {number} incidents, {unclear} are so roughly placed that it cannot be told whether they "
                    "lie in {area}.",
                    registrar=tell.name(one.registrar),
                    number=tell.number(one.incidents),
                    unclear=tell.number(one.unclear),
                    area=tell.name(bulletin.scope.key),
                )
            )
    if not published and not counted:
        told.append(words("No register holds anything for this period or the one before."))
    return Section(
        "change",
        words("Change against the period before"),
        tuple(told),
        (
            Table(
                tell.heads(
                    "registrar", "published violations", "period before", "change", "days published", "days published before"
                ),
                published,
                (1, 2, 3, 4, 5),
                title=words("As published by the registers"),
            ),
            Table(
                tell.heads(
                    "registrar",
                    "incidents",
                    "period before",
                    "change",
                    "mean of a day before",
                    "confirmed by another",
                    "held in another register too",
                    "known too roughly in time, not counted",
                ),
                counted,
                (1, 2, 3, 4, 5, 6, 7),
                title=words("Incidents in the registers, as counted here"),
            ),
        ),
        (rule_of(tell),) if counted else (),
    )


def by_area(tell: Teller) -> Section | None:
    """Violations by area, registrar and status; the total of each register equals its lines."""
    words, bulletin = tell.words, tell.bulletin
    if not bulletin.violations:
        return None
    groups: dict[tuple[str, str], list[ViolationLine]] = defaultdict(list)
    for line in bulletin.violations:
        groups[line.area, line.registrar].append(line)
    shown = [name for name in CALLED if any(line.status == name for line in bulletin.violations)]
    rows = [
        (area_name(tell, area), tell.name(registrar), *_cells(tell, own, shown)) for (area, registrar), own in groups.items()
    ]
    rows.sort(key=lambda row: row[0] == area_name(tell, ""))
    strong = []
    for one in bulletin.totals:
        own = [line for line in bulletin.violations if line.registrar == one.registrar]
        if own:
            strong.append(len(rows))
            rows.append((words("all areas"), tell.name(one.registrar), *_cells(tell, own, shown)))
    heads = tell.heads(
        "area",
        "registrar",
        *(STATUS_HEADS[name] for name in shown),
        "all",
        "confirmed by another",
        "held in another register too",
    )
    return Section(
        "violations",
        words("Violations by area, registrar and status"),
        (words("An incident stands once in each register, under the heaviest name that some arrangement gives it."),),
        (Table(heads, tuple(rows), tuple(range(2, len(heads))), tuple(strong)),),
        (rule_of(tell),),
    )


def _cells(tell: Teller, lines: list[ViolationLine], shown: list[Called]) -> tuple[str, ...]:
    numbers = [sum(line.number for line in lines if line.status == name) for name in shown]
    more = (sum(line.number for line in lines), sum(line.confirmed for line in lines), sum(line.elsewhere for line in lines))
    return tuple(tell.number(number) if number else "–" for number in (*numbers, *more))


def area_name(tell: Teller, area: str) -> str:
    """The name of an area, or that it cannot be told."""
    return tell.name(area) if area else tell.words("cannot be told")


def by_arrangement(tell: Teller) -> Section | None:
    """Which arrangement is held to be broken how often; one that nothing breaks takes one sentence."""
    words, bulletin = tell.words, tell.bulletin
    if not bulletin.by_arrangement:
        return None
    groups: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for line in bulletin.by_arrangement:
        groups[line.arrangement, line.registrar][line.status] = line.number
    open_ones = {key for key, _ in groups if any(set(held) - {"not_violation"} for (a, _), held in groups.items() if a == key)}
    names = [name for name in CALLED[:-1] if any(name in held for (key, _), held in groups.items() if key in open_ones)]
    order = [key for key in tell.picture.arrangements if any(a == key for a, _ in groups)]
    rows = tuple(
        (
            tell.name(key),
            tell.name(registrar),
            *(tell.number(held.get(name)) for name in names),
            tell.number(sum(held.values())),
        )
        for key in order
        for (a, registrar), held in groups.items()
        if a == key and key in open_ones
    )
    told = [words("One incident counts once in a register and once under each arrangement that it may break.")]
    for key in order:
        if key not in open_ones:
            numbers = tell.list(
                [
                    f"{tell.name(registrar)} {tell.number(sum(held.values()))}"
                    for (a, registrar), held in groups.items()
                    if a == key
                ]
            )
            told.append(
                words(
                    "{arrangement}: none of the incidents it was asked of breaks it ({numbers}).",
                    arrangement=tell.name(key),
                    numbers=numbers,
                )
            )
    heads = tell.heads("arrangement", "registrar", *(STATUS_HEADS[name] for name in names), "all")
    return Section(
        "arrangements",
        words("Incidents held against the arrangements"),
        tuple(told),
        (Table(heads, rows, tuple(range(2, len(heads)))),),
        (words("Treve explains each case: treve explain INCIDENT."),),
    )


def acts(tell: Teller) -> Section | None:
    """By act and weapon."""
    words = tell.words
    rows = tuple(
        (
            tell.name(one.registrar),
            tell.list([words(ACTS.get(act, act)) for act in one.acts]),
            tell.list([words(WEAPONS.get(weapon, weapon)) for weapon in one.weapons]) if one.weapons else words("not said"),
            tell.number(one.number),
        )
        for one in tell.bulletin.acts
    )
    heads = tell.heads("registrar", "acts", "weapon", "incidents")
    return Section("acts", words("By act and weapon"), (), (Table(heads, rows, (3,)),))


def harm(tell: Teller) -> Section | None:
    """People harmed, as ranges, register by register, with those that say nothing; and published figures."""
    words, bulletin = tell.words, tell.bulletin
    rows = tuple(
        (
            tell.name(one.registrar),
            tell.code(one.measure),
            tell.range(one.low, one.high, one.best),
            tell.number(one.incidents),
            tell.number(one.silent),
        )
        for one in bulletin.harm
    )
    tolls = tuple(
        (tell.name(one.source), tell.code(one.measure), tell.range(one.low, one.high, one.best), tell.span(one.period))
        for one in bulletin.tolls
    )
    told = []
    if any(one.incidents for one in bulletin.totals) and not rows:
        told.append(words("No register says anything of people harmed."))
    return Section(
        "harm",
        words("People harmed"),
        tuple(told),
        (
            Table(tell.heads("registrar", "who", "number", "from incidents", "incidents that say nothing"), rows, (2, 3, 4)),
            Table(tell.heads("source", "who", "number", "over what span"), tolls, (2,), title=words("Published figures")),
        ),
        (words("Ranges of one register; those of different registers are never added."),) if rows else (),
    )


def monitors(tell: Teller) -> Section | None:
    """Each interference with monitors."""
    words = tell.words
    rows = tuple(
        (
            tell.span(one.during),
            one.said or "–",
            tell.list([words(ACTS.get(act, act)) for act in one.acts]),
            tell.name(one.registrar),
            one.incident,
        )
        for one in tell.bulletin.monitors
    )
    return Section(
        "monitors",
        words("Interference with monitors"),
        (),
        (Table(tell.heads("when", "place", "acts", "registrar", "incident"), rows),),
    )
