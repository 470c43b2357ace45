"""`treve notice`: what is said beforehand, checked, sent to each recipient, read back and answered."""

import re
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from treve.cli.console import Common, day_of, moment, plain, put, put_json, talk
from treve.cli.notice_view import put_checks, put_list, put_notice
from treve.codec import to_builtins
from treve.errors import BadInput
from treve.formats.notice_words import CAUTION
from treve.geo.interval import days
from treve.intake.checks import blocking
from treve.intake.read_back import SENTENCES as READ
from treve.node import sending
from treve.picture.notices import standings
from treve.records.notice import ReadBack
from treve.words import Words

Lang = Annotated[str, Parameter(name=["--lang"])]


def check(
    key: str, /, *, at: str = "", record: Annotated[bool, Parameter(negative="")] = False, lang: Lang = "en",
    common: Common | None = None,
) -> None:  # fmt: skip
    """Run the checks of a notice: positions, district, duplicates, consent, contact, lead time. A no blocks the sending.

    Parameters
    ----------
    key
        The notice.
    at
        When it would be sent: a day or time. Default: now.
    record
        Record what was found, and that the version is held back where something blocks.
    lang
        Language: en, fr, ar or ru.
    """
    common = common or Common()
    words = Words(lang)
    with common.open() as node:
        when = moment(node, at)
        if record:
            one, found = sending.keep_check(node, key, when, words)
            picture = node.picture(when)
        else:
            one, picture = sending.newest(node, key, when)
            found = sending.examine(node, one, picture, when)
        zone = node.settings.zone
    if common.json:
        kept = [to_builtins(each.record(picture, words, zone)) for each in found]
        put_json(
            {
                "notice": one.key,
                "version": one.notice.version,
                "blocked": bool(blocking(found)),
                "checks": kept,
                "caution": words(CAUTION),
            }
        )
        return
    put_checks(one, found, picture, words, zone)


def send(
    key: str, /, *, at: str = "", out: Path = Path(), late: Annotated[bool, Parameter(negative="")] = False,
    channel: str = "file", lang: Lang = "en", common: Common | None = None,
) -> None:  # fmt: skip
    """Check a notice, record that it goes to each recipient, and write a message for each: text and JSON.

    Where a check says no, nothing is sent. A message names its recipient; hand it over by whatever way you have.

    Parameters
    ----------
    key
        The notice.
    at
        When it is sent: a day or time. Default: now.
    out
        Folder for the messages. Default: this folder.
    late
        Send it although its lead time has passed; NOTE-05 will say so.
    channel
        How the messages go, such as file, email or courier.
    lang
        Language in which what the checks found is kept: en, fr, ar or ru.
    """
    common = common or Common()
    words = Words(lang)
    with common.open() as node:
        sent = sending.send(node, key, moment(node, at), words, late=late, channel=channel)
        picture = node.picture(moment(node, at))
        zone = node.settings.zone
    files = _write(out, sent.standing.key, sent.standing.notice.version, sent.messages)
    if common.json:
        put_json(
            {
                "notice": sent.standing.key,
                "version": sent.standing.notice.version,
                "files": [str(one) for one in files],
                "caution": words(CAUTION),
            }
        )
        return
    for one in sent.checked:
        if one.passed != "yes":
            talk.print(f"warning: {plain(one.told(picture, words, zone))}", markup=False, soft_wrap=True)
    put(f"Sent: {plain(sent.standing.key)}, version {sent.standing.notice.version}, to {len(sent.messages)} recipients.")
    for file in files:
        put(f"Written: {file}")


def _write(out: Path, key: str, version: int, messages: tuple[sending.Message, ...]) -> list[Path]:
    files: list[Path] = []
    for one in messages:
        stem = f"{_bare(key)}-v{version}-for-{_bare(one.recipient)}"
        for suffix, content in ((".txt", one.text.encode()), (".json", one.data)):
            file = out / f"{stem}{suffix}"
            try:
                out.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            except OSError as error:
                raise BadInput(
                    f"{file} cannot be written: {error.strerror}.",
                    advice="The sending is recorded; write the messages again with `treve notice show KEY --out FOLDER`.",
                ) from error
            files.append(file)
    return files


def _bare(key: str) -> str:
    """A key as a part of a file's name."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", key.partition(":")[2] or key).strip("-") or "notice"


def show(
    key: str, /, *, at: str = "", author: str = "", out: Path | None = None, lang: Lang = "en", common: Common | None = None
) -> None:
    """Show a notice whole: what it says, its versions, and how far it has come with each recipient.

    Parameters
    ----------
    key
        The notice.
    at
        As it stood at this day or time. Default: now.
    author
        Whose notice, where two authors use one key.
    out
        Folder to write the messages to the recipients to once more.
    lang
        Language: en, fr, ar or ru.
    """
    common = common or Common()
    words = Words(lang)
    with common.open() as node:
        when = moment(node, at)
        one, picture = sending.find(node, key, when, common.recorded_at(node), author)
        zone = node.settings.zone
        files = _write(out, one.key, one.notice.version, sending.messages(node, one, picture)) if out is not None else []
    if common.json:
        put_json({**to_builtins(one), "seen_at": when, "caution": words(CAUTION)})
        return
    put_notice(one, picture, words, zone, when)
    for file in files:
        put(f"Written: {file}")


def list_notices(
    *, at: str = "", first: Annotated[str, Parameter(name="--from")] = "", last: Annotated[str, Parameter(name="--to")] = "",
    waiting: Annotated[bool, Parameter(name="--open", negative="")] = False, lang: Lang = "en", common: Common | None = None,
) -> None:  # fmt: skip
    """List the notices with their state and how many recipients acknowledged, objected or gave no answer.

    Parameters
    ----------
    at
        As they stood at this day or time. Default: now.
    first
        Only those whose window reaches this day or later.
    last
        Only those whose window begins by this day.
    waiting
        Only those of which a recipient has not answered yet.
    lang
        Language: en, fr, ar or ru.
    """
    common = common or Common()
    words = Words(lang)
    with common.open() as node:
        zone, when = node.settings.zone, moment(node, at)
        picture = node.picture(when, common.recorded_at(node))
        during = days(day_of(first or last), day_of(last or first), zone) if first or last else None
        held = [one for one in standings(picture, during) if one.unanswered or not waiting]
    if common.json:
        put_json([{**to_builtins(one), "caution": words(CAUTION)} for one in held])
        return
    put_list(held, picture, words, zone)


def read_back(
    key: str, /, *, place: tuple[str, ...], first: tuple[str, ...], second: tuple[str, ...], stop: tuple[int, ...] = (),
    recipient: Annotated[str, Parameter(name=["--from", "--recipient"])] = "", by: str = "", channel: str = "hotline",
    at: str = "", lang: Lang = "en", common: Common | None = None,
) -> int:  # fmt: skip
    """Hold what a recipient read back against the notice: the place by name and its coordinates in two formats.

    The outcome is recorded. A mistake blocks the acknowledgement until the notice was read back again. For a
    route give each option once for the origin and once for the destination, with --stop.

    Parameters
    ----------
    key
        The notice.
    place
        Name of the place, as it was read.
    first
        Coordinates in one format, as they were read.
    second
        Coordinates in another format, as they were read.
    stop
        Number of the stop, from 0, for each of them.
    recipient
        Who read back. Default: the own party, or the only recipient.
    by
        Key of the contact who read.
    channel
        How.
    at
        When: a day or time. Default: now.
    lang
        Language: en, fr, ar or ru.
    """
    common = common or Common()
    words = Words(lang)
    read_ = reads(place, first, second, stop)
    with common.open() as node:
        when = moment(node, at)
        found = sending.read_back(node, key, recipient, read_, when, words, by=by, channel=channel)
        picture, zone = node.picture(when), node.settings.zone
        told = sending.told_mismatches(found, picture, words, zone)
    if common.json:
        put_json({"agrees": not found, "mismatches": told})
    else:
        for line in told or [words(READ["ok"])]:
            put(plain(line))
    return 1 if found else 0


def reads(
    place: tuple[str, ...], first: tuple[str, ...], second: tuple[str, ...], stop: tuple[int, ...]
) -> tuple[ReadBack, ...]:  # fmt: skip
    """What was read back, from options given once for each place; raises `BadInput` where one is missing."""
    if not len(place) == len(first) == len(second) or (stop and len(stop) != len(place)):
        raise BadInput("Each place that was read back needs its name and its coordinates in two formats.")
    stops: tuple[int | None, ...] = stop or (None,) * len(place)
    return tuple(ReadBack(*one) for one in zip(place, first, second, stops, strict=True))
