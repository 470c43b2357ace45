"""What the registers published, in words: side by side, with positions, and what does not add up."""

from treve.bulletins.lines import Section, Table, Teller
from treve.bulletins.registers import Matrix, TallyLine
from treve.findings.explain import REASON_WORDS


def joined(tell: Teller) -> Section | None:
    """Localities and groups joined: in the period, and in all as last published."""
    words = tell.words
    rows = tuple(
        (
            tell.name(one.registrar),
            tell.code(one.what),
            tell.number(one.joined),
            _parts(tell, one.parts),
            tell.number(one.total),
            tell.span(one.total_for) if one.total_for else "–",
        )
        for one in tell.bulletin.joined
    )
    heads = tell.heads("registrar", "what joined", "in this period", "where", "in all", "as published for")
    return Section("joined", words("Localities and groups joined"), (), (Table(heads, rows, (2, 4)),))


def _parts(tell: Teller, parts: tuple[tuple[str, int], ...]) -> str:
    return tell.list([f"{tell.name(key)} {tell.number(count)}" for key, count in parts])


def side_by_side(tell: Teller) -> Section | None:
    """The dual-register matrix: published counts by place, and incidents that people linked."""
    words = tell.words
    told, tables = [], []
    for one in tell.bulletin.matrices:
        a, b = tell.name(one.a), tell.name(one.b)
        rows = [(tell.name(row.area), tell.number(row.a), tell.number(row.b)) for row in one.rows]
        strong = (len(rows),)
        rows.append((words("total as published"), tell.number(one.total_a), tell.number(one.total_b)))
        if one.total_a is not None or one.total_b is not None:
            tables.append(Table((words("area"), a, b), tuple(rows), (1, 2), strong, words("{a} and {b}", a=a, b=b)))
        told.append(_matching(tell, one, a, b))
    return Section("matrix", words("Registers side by side"), tuple(told), tuple(tables)) if told else None


def _matching(tell: Teller, one: Matrix, a: str, b: str) -> str:
    words = tell.words
    if one.agreement is None:
        return words("{a} and {b}: neither register holds single incidents of this period.", a=a, b=b)
    return words(
        "{a} and {b}: {matched} incidents in both registers, {only_a} in that of {a} alone, {only_b} in that of {b} alone; "
        "agreement {share}. Only what people linked counts as the same.",
        a=a,
        b=b,
        matched=tell.number(one.matched),
        only_a=tell.number(one.only_a),
        only_b=tell.number(one.only_b),
        share=words.share(one.agreement),
    )


def published(tell: Teller) -> Section | None:
    """Totals as published, with the positions of the others, and entries said to be something else."""
    words, bulletin = tell.words, tell.bulletin
    rows = tuple(
        (
            tell.name(one.registrar),
            tell.code(one.measure),
            tell.number(one.total),
            tell.code(one.rule.unit),
            tell.span(one.rule.period),
            _parts(tell, one.parts),
            f"{tell.code(one.rule.status)}; {words('duplicates')}: {tell.code(one.rule.duplicates)}",
            _positions(tell, one),
        )
        for one in bulletin.tallies
    )
    others = tuple(
        (
            tell.name(one.by),
            tell.number(one.cases),
            one.incident,
            tell.code(one.value),
            words(REASON_WORDS[one.reason]) if one.reason in REASON_WORDS else (tell.code(one.reason) if one.reason else "–"),
            one.words or "–",
        )
        for one in bulletin.reclassified
    )
    if not rows and not others:
        return None
    told = [words("Numbers of different registrars are never added.")]
    if bulletin.scope.key and rows:
        told.append(
            words("Published totals speak of the whole theatre, not of {area} alone.", area=tell.name(bulletin.scope.key))
        )
    heads = tell.heads(
        "registrar", "measure", "total", "unit", "period", "breakdown", "status and duplicates", "positions of the others"
    )
    return Section(
        "published",
        words("What the registers published"),
        tuple(told),
        (
            Table(heads, rows, (2,)),
            Table(
                tell.heads("by", "entries", "entry", "called", "why", "words"),
                others,
                (1,),
                title=words("Entries reclassified"),
            ),
        ),
    )


def _positions(tell: Teller, one: TallyLine) -> str:
    words = tell.words
    said = [
        f"{tell.name(p.party)}: {tell.code(p.value)}"
        + (f" ({words.count('{number} case', '{number} cases', p.cases)})" if p.cases is not None else "")
        for p in one.positions
    ]
    return "; ".join(said) or words("no answer recorded")


def reconciliation(tell: Teller) -> Section | None:
    """Totals that do not add up: shown, not corrected."""
    words, bulletin = tell.words, tell.bulletin
    checked = [one for one in bulletin.tallies if one.parts or one.body_total is not None]
    if not checked:
        return None
    lines = [difference(tell, one) for one in bulletin.tallies if not one.adds_up]
    return Section(
        "reconciliation",
        words("Totals that do not add up"),
        tuple(lines) or (words("Every published total equals its breakdown."),),
    )


def difference(tell: Teller, one: TallyLine) -> str:
    """In what a published total disagrees with itself."""
    words = tell.words
    told = []
    if one.parts and one.parts_sum != one.total:
        told.append(
            words(
                "{registrar} published {total}; its parts add up to {sum}.",
                registrar=tell.name(one.registrar),
                total=tell.number(one.total),
                sum=tell.number(one.parts_sum),
            )
        )
    if one.body_total is not None and one.body_total != one.total:
        if not told:
            told.append(
                words("{registrar} published {total}.", registrar=tell.name(one.registrar), total=tell.number(one.total))
            )
        told.append(words("The body of the same text says {body}.", body=tell.number(one.body_total)))
    return " ".join([*told, words("Shown as published, not corrected.")])
