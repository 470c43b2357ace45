"""`treve evidence`."""

from pathlib import Path

from treve.bulletins.evidence import evidence as evidence_of
from treve.bulletins.evidence_lines import LogHead, records_of, sheet_sections
from treve.bulletins.lines import Speaker
from treve.bulletins.pages import page, text
from treve.cli.console import Common, plain, put, put_json
from treve.cli.publish import write_files
from treve.errors import NotFound
from treve.records.report import IncidentReport
from treve.words import Words


def evidence(incident: str, /, *, html: Path | None = None, lang: str = "en", common: Common | None = None) -> None:
    """The evidence sheet of an incident: what was notified near it, and what each recipient had received by then.

    It is frozen at the moment at which this log first held the incident; what was recorded later counts for nothing.

    Parameters
    ----------
    incident
        Key or id of the incident or of one of its reports.
    html
        Write it as a page to print.
    lang
        Language: en, fr, ar or ru.
    """
    common = common or Common()
    words = Words(lang)
    with common.open() as node:
        known = node.find(incident)
        if not isinstance(known.record, IncidentReport):
            raise NotFound(f"{incident} is no incident report.")
        recorded_at = common.recorded_at(node)
        sheet = evidence_of(node.picture(recorded_at, recorded_at), known.id)
        tell = Speaker(node.picture(known.record.occurred.within.start, recorded_at), words, node.settings.zone)
        head = node.log.checkpoint()
        entries = {one: node.log.store.find(one).position for one in records_of(sheet)}
        sections = sheet_sections(sheet, tell, entries, LogHead(head.origin, head.size, head.root.hex()))
    if html is not None:
        write_files({html: page(sections, words, {})})
    if common.json:
        put_json(sheet)
    elif html is None:
        put(plain(text(sections)))
