"""`treve init` and `treve demo`."""

import re
import time
from pathlib import Path
from shlex import quote
from typing import Annotated

from cyclopts import Parameter

from treve.cli.console import progress, put, put_json, talk
from treve.config import Settings
from treve.geo.interval import zone
from treve.node.node import Node


def init(
    folder: Path, /, *, party: str, name: str = "", zone_name: Annotated[str, Parameter(name="--zone")] = "UTC",
    theatre: str = "", json: Annotated[bool, Parameter(negative="")] = False,
) -> None:  # fmt: skip
    """Make a new node in an empty folder: its settings, keys, log and database.

    Parameters
    ----------
    folder
        Where; it must be empty or not exist.
    party
        Key of the party or organisation that runs the node, such as party:our-mission.
    name
        Name of the node. Default: the folder's name.
    zone_name
        Time zone of the theatre's legal clock, such as Asia/Damascus.
    theatre
        Name of the theatre.
    json
        Print JSON.
    """
    zone(zone_name)
    settings = Settings(
        name=name or re.sub(r"[\s+]+", "-", folder.resolve().name), party=party, zone=zone_name, theatre=theatre
    )
    with Node.create(folder, settings) as node:
        vkey = node.log.vkey
    if json:
        put_json({"folder": str(folder), "log": vkey})
        return
    put(f"A new node stands in {folder}. Its log is signed by this key, which others need to check it:\n  {vkey}")
    put(f"Next: treve import FILE --node {folder}, or treve record add FILE --node {folder}")


def demo(
    folder: Path = Path("demo-node"), /, *, day: str = "2017-03-25", lang: str = "en",
    again: Annotated[bool, Parameter(negative="")] = False,
) -> None:  # fmt: skip
    """Make a demonstration node of Syria, September 2015 to May 2017, and print the bulletin of a day.

    Public facts, each with its source's name and date. Recorded times are set to those of publication, so that
    "as known on" can be tried. A folder that already holds the demonstration is used as it is.

    Parameters
    ----------
    folder
        Where to make it.
    day
        The day whose bulletin is printed.
    lang
        Language of the bulletin: en, fr, ar or ru.
    again
        Say what to try next once more, nothing else.
    """
    from treve.cli.publish import show_and_write
    from treve.node.scenario import fill

    began = time.monotonic()
    if not again:
        if (folder / "node.toml").exists():
            node = Node.open(folder)
            talk.print(f"The demonstration in {folder} is there already; it is used as it is.")
        else:
            with progress("Signing the records of Syria 2015-2017") as step:
                node = fill(folder, step)
        with node:
            page = folder / f"bulletin-{day}.{lang}.html"
            show_and_write(node, day, day, lang=lang, page=page)
            total = node.count()
        talk.print(
            f"\n{total} records, signed; {time.monotonic() - began:.0f} s. The same bulletin as a page: {page}", soft_wrap=True
        )
    talk.print(_next(folder), soft_wrap=True)


NEXT = (
    ("arrangements --at 2016-09-15", "the truces in force that day, one beside the other"),
    ("arrangements --at 2016-06-04 --known-at 2016-06-04", "Daraya: nobody knows yet that it will be extended"),
    ("explain incident:daraya-2016-06-03", "one minute decides: why it may be a violation"),
    ("explain incident:urum-al-kubra-2016-09-19", "three tolls, two inquiries, one incident"),
    ("notice show convoy-daraya --at 2016-05-31T12:00", "an exercise: acknowledged by three, ignored by one"),
    (
        "findings --from 2016-05-29 --to 2016-06-02 --known-at 2016-05-31T09:00",
        "flights over the convoy, and the call about it",
    ),
    ("findings --from 2016-06-01 --to 2016-06-08", "a week under each arrangement; gaps, lapses, contradictions"),
    ("bulletin --date 2017-02-25", "a headline of 15 over a body of 14"),
    ("bulletin --date 2017-03-25 --known-at 2017-03-25T19:45", "what was known before Russia answered"),
    ("bulletin --date 2016-06-02 --lang ar --html daraya.html", "the same in Arabic, as a page to print"),
    ("log verify", "nobody rewrote what was said"),
)
"""Commands that show what the demonstration holds, each with what there is to see."""


def _next(folder: Path) -> str:
    where = "" if folder == Path("demo-node") else f" --node {quote(str(folder))}"
    lines = ["", "What to try next (with .venv/bin/treve, or treve after `source .venv/bin/activate`):"]
    for command, told in NEXT:
        lines += [f"  treve {command}{where}", f"      {told}"]
    return "\n".join(lines)
