"""The head of a bulletin, what is read first, and its closing parts: findings, corrections, trend, map, cautions."""

from treve.bulletins.cases import CALLED
from treve.bulletins.corrections import Correction
from treve.bulletins.count_lines import STATUS_HEADS, signed
from treve.bulletins.force_lines import gap_sentence, left_words, turn_word
from treve.bulletins.lines import Card, Section, Table, Teller
from treve.bulletins.register_lines import difference
from treve.bulletins.trend import Series
from treve.findings.telling import sentence_of
from treve.records.base import said_in
from treve.records.kinds import short

MOST_ITEMS = 8
"""Most items of a card; how many more there are is said."""
_BARS = "▁▂▃▄▅▆▇█"


def head(tell: Teller) -> Section:
    """Title, period, clock, area, and how far it knows."""
    words, bulletin = tell.words, tell.bulletin
    period, zone = bulletin.period, bulletin.zone
    assert period.start is not None
    assert period.end is not None
    title = words("Bulletin of {day}", day=words.day(bulletin.first))
    if bulletin.last != bulletin.first:
        title = words("Bulletin of {first} to {last}", first=words.day(bulletin.first), last=words.day(bulletin.last))
    lines = [
        words(
            "{theatre}. From {start} to {end}; days are those of {zone}.",
            theatre=words(bulletin.theatre or "Theatre"),
            start=tell.time(period.start),
            end=tell.time(period.end),
            zone=zone,
        ),
    ]
    if bulletin.number:
        lines.append(words("Issued as number {number}.", number=bulletin.number))
    if bulletin.scope.key and bulletin.scope.radius_m is not None:
        lines.append(
            words(
                "Only {area}, within {distance} km of its middle.",
                area=tell.name(bulletin.scope.key),
                distance=tell.number(round(bulletin.scope.radius_m / 1000, 1)),
            )
        )
    elif bulletin.scope.key:
        lines.append(words("Only {area}, within its border as drawn.", area=tell.name(bulletin.scope.key)))
    lines.append(words("As known on {time}.", time=tell.time(bulletin.known_at)))
    if bulletin.played_back:
        lines.append(words("A demonstration: recorded times are played back, they are those of publication."))
    if bulletin.erased:
        lines.append(
            words.count(
                "One record had its content erased and is left out.",
                "{number} records had their content erased and are left out.",
                bulletin.erased,
            )
        )
    return Section("head", title, tuple(lines))


def glance(tell: Teller) -> Section:
    """What somebody on a night shift reads first: what is in force, what changed, what is open."""
    words = tell.words
    cards = (
        Card(
            words("In force at closing"),
            (*_few(tell, _force_items(tell)), *_doubtful(tell)) or (words("No arrangement was in force."),),
        ),
        Card(words("What changed"), _few(tell, _change_items(tell)) or (words("Nothing is recorded."),)),
        Card(words("What is open"), _few(tell, _open_items(tell)) or (words("Nothing is recorded."),)),
    )
    return Section("glance", words("At a glance"), cards=cards)


def _few(tell: Teller, items: list[str]) -> tuple[str, ...]:
    if len(items) <= MOST_ITEMS:
        return tuple(items)
    kept = MOST_ITEMS - 1
    return (*items[:kept], tell.words.count("and {number} more below", "and {number} more below", len(items) - kept))


def _force_items(tell: Teller) -> list[str]:
    words, items = tell.words, []
    ending_first = sorted(tell.bulletin.in_force, key=lambda one: (one.left_s is None, one.left_s or 0))
    for one in ending_first:
        if one.status not in ("in_force", "suspended") or one.doubtful:
            continue
        state = [tell.code(one.status)] if one.status != "in_force" or one.channel is not None else []
        if one.channel is not None:
            state.append(words("line works") if one.channel else words("line down"))
        state.append(words("{length} left", length=left_words(tell, one)) if one.left_s is not None else left_words(tell, one))
        items.append(f"{tell.name(one.arrangement)}: {tell.list(state)}")
    return items


def _doubtful(tell: Teller) -> tuple[str, ...]:
    number = sum(one.doubtful for one in tell.bulletin.in_force)
    if not number:
        return ()
    told = tell.words.count(
        "{number} more whose end nobody recorded: whether it held cannot be told",
        "{number} more whose end nobody recorded: whether they held cannot be told", number,
    )  # fmt: skip
    return (told,)


def _change_items(tell: Teller) -> list[str]:
    words, bulletin = tell.words, tell.bulletin
    items = [
        f"{tell.name(one.arrangement)}: {turn_word(tell, one.turn)}, {tell.time(one.at)}"
        for one in bulletin.turns
        if one.turn != "expiring"
    ]
    for change in bulletin.published:
        if change.now is not None:
            before = (
                words("period before: {number}", number=tell.number(change.previous))
                if change.previous is not None
                else words("nothing published for the period before")
            )
            told = words(
                "{registrar} published {total} violations", registrar=tell.name(change.registrar), total=tell.number(change.now)
            )
            items.append(f"{told} ({before})")
    told_of = {change.registrar for change in bulletin.published if change.now is not None}
    for one in bulletin.totals:
        if one.registrar not in told_of and (one.incidents or one.previous):
            held = words.count(
                "{registrar}: {number} incident",
                "{registrar}: {number} incidents",
                one.incidents,
                registrar=tell.name(one.registrar),
            )
            items.append(f"{held} ({words('change')}: {signed(tell, one.incidents, one.previous)})")
    items += [f"{words('Talks')}: {said_in(one.names, words.lang)}" for one in bulletin.meetings]
    items += [f"{words('Aid')}: {tell.name(one.place)}, {tell.code(one.outcome)}" for one in bulletin.aid]
    return items


def _open_items(tell: Teller) -> list[str]:
    words, bulletin = tell.words, tell.bulletin
    items = [
        words("{arrangement} is about to lapse: {time}", arrangement=tell.name(one.arrangement), time=tell.time(one.at))
        for one in bulletin.turns
        if one.turn == "expiring"
    ]
    items += [
        gap_sentence(tell, one.arrangement, tell.time(one.during.start), tell.time(one.during.end)) for one in bulletin.gaps
    ]
    items += [difference(tell, one) for one in bulletin.tallies if not one.adds_up]
    for tally in bulletin.tallies:
        items += [
            words(
                "{party} on the list of {registrar}: {position}",
                party=tell.name(said.party),
                registrar=tell.name(tally.registrar),
                position=tell.code(said.value),
            )
            for said in tally.positions
        ]
    items += [
        words("{by} on one entry: {value}", by=tell.name(one.by), value=tell.code(one.value))
        if one.cases == 1
        else words(
            "{by} on {number} entries: {value}", by=tell.name(one.by), number=tell.number(one.cases), value=tell.code(one.value)
        )
        for one in bulletin.reclassified
    ]
    for name in CALLED[1:4]:
        lines = [line for line in bulletin.violations if line.status == name]
        held = {
            key: sum(line.number for line in lines if line.registrar == key)
            for key in sorted({line.registrar for line in lines})
        }
        if held:
            items.append(
                f"{tell.code(STATUS_HEADS[name])}: {tell.list([f'{tell.name(k)} {tell.number(v)}' for k, v in held.items()])}"
            )
    for proposal in bulletin.proposals:
        waiting = tuple(one.by for one in proposal.answers if one.value == "pending")
        if waiting:
            items.append(
                words("No answer yet from {who}: {what}", who=tell.names(waiting), what=said_in(proposal.names, words.lang))
            )
    if bulletin.corrections:
        items.append(words("Bulletins issued before would read otherwise today: see the corrections."))
    return items


def findings(tell: Teller) -> Section | None:
    """What the rules conclude beside violations, each under its id."""
    words, bulletin = tell.words, tell.bulletin
    rows = tuple(
        (
            one.rule,
            tell.code(one.severity),
            sentence_of(one, tell.picture, words, tell.bulletin.zone),
        )
        for one in bulletin.findings
    )
    heads = tell.heads("rule", "weight", "finding")
    return Section("findings", words("Findings of the rules"), (), (Table(heads, rows),))


def corrections(tell: Teller) -> Section | None:
    """What would read otherwise today in bulletins issued before."""
    words = tell.words
    rows = tuple(
        (
            f"{one.number} ({words.day(one.first)}{'' if one.last == one.first else ' – ' + words.day(one.last)})",
            _what(tell, one),
            _subject(tell, one),
            tell.number(one.then),
            tell.number(one.now),
        )
        for one in tell.bulletin.corrections
    )
    if not rows:
        return None
    heads = tell.heads("bulletin", "what happened", "about", "then", "today")
    return Section(
        "corrections",
        words("Corrections to earlier bulletins"),
        (words("A bulletin that was issued is never changed; what it would say today stands here."),),
        (Table(heads, rows, (3, 4)),),
    )


def _what(tell: Teller, one: Correction) -> str:
    words = tell.words
    return {
        "changed_total": words("total changed"),
        "corrected": words("record corrected"),
        "withdrawn": words("record withdrawn"),
        "late": words("record came later"),
    }[one.what]


def _subject(tell: Teller, one: Correction) -> str:
    words = tell.words
    if not one.total:
        return f"{tell.code(one.kind.replace('-', ' '))} {one.subject or short(one.record)}"
    sort, *rest = one.total
    if sort == "called" and len(rest) == 3:
        return f"{tell.name(rest[0])}: {tell.code(rest[2])} ({tell.name(rest[1])})"
    if sort == "published" and len(rest) >= 2:
        return f"{tell.name(rest[1])}: {words('as published')}, {tell.code(rest[0])}"
    return f"{tell.name(rest[0]) if rest else sort}: {words('incidents')}"


def picture_of_days(tell: Teller) -> Section | None:
    """The trend: what is shown, and the numbers as a table for those who do not see the chart."""
    words, trend = tell.words, tell.bulletin.trend
    if not trend.series and not trend.shades:
        return None
    told = [
        words(
            "Day by day from {first} to {last}; the period begins on {start}, the days before are the baseline.",
            first=words.day(trend.first),
            last=words.day(trend.last),
            start=words.day(trend.period_first),
        ),
        words("Each register has its own line; lines are never added. A gap = nothing was published or held for that day."),
    ]
    if not trend.series:
        told.append(words("No register published or holds anything for these days."))
    told += [
        words(
            "{series}: {number} incidents are known less exactly than to the day and stand in no day.",
            series=series_name(tell, one),
            number=tell.number(one.rough),
        )
        for one in trend.series
        if one.rough
    ]
    heads = [words("day")]
    for one in trend.series:
        heads += [series_name(tell, one), words("mean of 7 days")]
    rows = (
        ()
        if not trend.series
        else tuple(
            (
                words.day(on),
                *(cell for one in trend.series for cell in (tell.number(one.values[n]), tell.number(one.mean_7[n]))),
            )
            for n, on in enumerate(trend.days)
        )
    )
    return Section("trend", words("Trend"), tuple(told), (Table(tuple(heads), rows, tuple(range(1, len(heads)))),))


def series_name(tell: Teller, one: Series) -> str:
    """Whose line it is, and whether it was published or counted here."""
    sort = tell.words("as published") if one.published else tell.words("incidents in the register")
    return tell.list([tell.name(one.registrar), sort])


def spark(one: Series) -> str:
    """A line of bars for a terminal; a dot for a day without a number."""
    most = max((value for value in one.values if value is not None), default=0)
    return "".join("·" if value is None else _BARS[value * (len(_BARS) - 1) // most if most else 0] for value in one.values)


def map_of(tell: Teller) -> Section | None:
    """The map: what is on it and what is not."""
    words, view = tell.words, tell.bulletin.map
    if not view.spots and not view.zones and not view.unplaced:
        return None
    told = []
    if view.unplaced:
        told.append(
            words.count(
                "{number} incident is not on the map: its position is not known.",
                "{number} incidents are not on the map: their position is not known.",
                view.unplaced,
            )
        )
    wide = [tell.name(one.arrangement) for one in tell.bulletin.in_force if not one.areas and not one.doubtful]
    if wide:
        told.append(words("In the whole theatre, and so not drawn: {arrangements}.", arrangements=tell.list(wide)))
    zones = tuple(
        (str(number), tell.name(one.area), tell.code(one.kind), tell.code(one.drawn), tell.names(one.arrangements))
        for number, one in enumerate(view.zones, 1)
    )
    notes = [words("Projection: azimuthal equidistant, around the middle of what is shown; north is up.")]
    notes += [words("A circle is as large as the uncertainty: the incident may lie anywhere in it.")] if view.spots else []
    if len(view.spots) > 1:
        notes.append(
            words("A letter names the register, the number after it how many incidents; where there is no room it is left out.")
        )
    if tell.bulletin.disclaimer:
        notes.append(words(tell.bulletin.disclaimer))
    heads = tell.heads("number", "area", "kind", "shape", "arrangement")
    return Section("map", words("Map"), tuple(told), (Table(heads, zones, title=words("Areas in force")),), tuple(notes))


def caution(tell: Teller) -> Section:
    """How to read it."""
    words, bulletin = tell.words, tell.bulletin
    lines = [
        words("Everything is alleged until its occurrence was verified. Counts are of registers, not of what happened."),
        words("Numbers of different registrars are never added."),
        words("Cannot be told is an answer: a place known to a province, or a time known to a day, is not made more exact."),
    ]
    if bulletin.disclaimer:
        lines.append(words(bulletin.disclaimer))
    return Section("caution", words("How to read this"), tuple(lines))
