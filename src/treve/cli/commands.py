"""The commands there are: name, the function behind it, and an example that its help shows.

Functions are loaded when they are asked for, so that `treve --help` is quick. The line that a
list of commands shows is the first line of the function's docstring, read without importing it.
"""

import ast
from functools import cache
from importlib.resources import files
from typing import NamedTuple

GROUPS: dict[str, str] = {
    "record": "Add, show and list records.",
    "notice": "Notices: drafted, checked, sent to each recipient, read back, answered. Information, never a permission.",
    "call": "The hotline: calls with their minutes, read-back and what was promised.",
    "places": "Gazetteers and boundaries: take them in, and see what a name may mean.",
    "duplicates": "Reports that may tell of one incident: list them, and say what they are.",
    "log": "The log: what was recorded, and whether anybody changed it.",
}
"""Commands that have commands of their own, each with its line."""


class Command(NamedTuple):
    """One command."""

    name: str
    """Its words, such as `record add`."""
    where: str
    """Module and function, such as `treve.cli.records:add`."""
    example: str
    """A line that a person can type."""


COMMANDS: tuple[Command, ...] = (
    Command("demo", "treve.cli.setup:demo", "treve demo --day 2016-09-15 --lang fr"),
    Command("init", "treve.cli.setup:init", "treve init our-node --party party:our-mission --zone Asia/Damascus"),
    Command("record add", "treve.cli.records:add", "treve record add report.json"),
    Command("record template", "treve.cli.records:template", "treve record template incident-report > report.json"),
    Command("record show", "treve.cli.records:show", "treve record show arrangement:daraya-2016-06"),
    Command("record list", "treve.cli.records:list_records", "treve record list --kind designation"),
    Command("record kinds", "treve.cli.records:kinds", "treve record kinds"),
    Command("record erase", "treve.cli.records:erase", 'treve record erase zvutq7ntes --reason "names a source"'),
    Command("import", "treve.cli.tables:import_table", "treve import GEDEvent_v25_1.csv"),
    Command("places import", "treve.cli.places:import_places", "treve places import syr_admin1.geojson"),
    Command("places find", "treve.cli.places:find", 'treve places find "Cheikh Maqsoud" --within Alep'),
    Command("duplicates list", "treve.cli.places:list_duplicates", "treve duplicates list --from 2017-03-25 --least 0.85"),
    Command("duplicates confirm", "treve.cli.places:confirm", "treve duplicates confirm incident:ged-1 incident:ru-7"),
    Command("duplicates apart", "treve.cli.places:apart", "treve duplicates apart incident:ged-1 incident:ged-2"),
    Command("arrangements", "treve.cli.reading:arrangements", "treve arrangements --at 2016-09-15"),
    Command("findings", "treve.cli.reading:findings", "treve findings --from 2016-06-01 --to 2016-06-08"),
    Command("explain", "treve.cli.reading:explain", "treve explain incident:daraya-2016-06-03"),
    Command("evidence", "treve.cli.evidence:evidence", "treve evidence incident:daraya-2016-05 --html evidence.html"),
    Command("notice new", "treve.cli.drafting:new", 'treve notice new hospital-daraya --position "33.4580 N 36.2370 E"'),
    Command("notice check", "treve.cli.notices:check", "treve notice check hospital-daraya --lang ar"),
    Command("notice send", "treve.cli.notices:send", "treve notice send hospital-daraya --out messages"),
    Command("notice show", "treve.cli.notices:show", "treve notice show hospital-daraya"),
    Command("notice list", "treve.cli.notices:list_notices", "treve notice list --open"),
    Command(
        "notice read-back",
        "treve.cli.notices:read_back",
        'treve notice read-back hospital-daraya --from russia --place Daraya --first "33.4580 N 36.2370 E" '
        '--second "37S BT 43194 05478"',
    ),
    Command("notice acknowledge", "treve.cli.answers:acknowledge", "treve notice acknowledge hospital-daraya --from russia"),
    Command(
        "notice object",
        "treve.cli.answers:object_to",
        'treve notice object hospital --from russia --reason "wrong place"',
    ),
    Command(
        "notice escalate",
        "treve.cli.answers:escalate",
        "treve notice escalate hospital --from russia --to party:un",
    ),
    Command(
        "notice breach",
        "treve.cli.answers:breach",
        'treve notice breach flights-daraya --reason "the aircraft left its area to the north"',
    ),
    Command("notice complete", "treve.cli.answers:complete", "treve notice complete convoy-daraya"),
    Command("notice cancel", "treve.cli.answers:cancel", 'treve notice cancel convoy-daraya --reason "the road is closed"'),
    Command("call place", "treve.cli.calls:place", "treve call place us --about notice:hospital --phrase check_strike"),
    Command("call step", "treve.cli.calls:step", "treve call step 2016-09-17-1325 answered --at 2016-09-17T16:26"),
    Command("call show", "treve.cli.calls:show", "treve call show 2016-09-17-1325 --watch"),
    Command("call list", "treve.cli.calls:list_calls", "treve call list --from 2016-09-17"),
    Command("duty", "treve.cli.calls:duty", "treve duty party:us --at 2016-09-17T16:00"),
    Command("phrases", "treve.cli.phrases:phrases", "treve phrases convoy_delayed --set notice=daraya --set minutes=40"),
    Command("bulletin", "treve.cli.publish:bulletin", "treve bulletin --date 2017-03-25 --lang ar --html bulletin.html"),
    Command("export", "treve.cli.publish:export", "treve export incidents.gpkg --from 2017-03-01 --to 2017-03-31"),
    Command("serve", "treve.cli.serve:serve", "treve serve --port 8010"),
    Command("log verify", "treve.cli.logs:verify", "treve log verify"),
    Command("log show", "treve.cli.logs:show", "treve log show"),
    Command("log prove", "treve.cli.logs:prove", "treve log prove arrangement:daraya-2016-06 > daraya.proof"),
    Command("log check-proof", "treve.cli.logs:check_proof", "treve log check-proof daraya.proof --vkey their-log.vkey"),
    Command("log cosign", "treve.cli.logs:cosign", "treve log cosign /media/usb/their-node/log --vkey their-log.vkey"),
)
"""All commands, in the order in which a list shows them."""


@cache
def _docstrings(module: str) -> dict[str, str]:
    package, _, name = module.rpartition(".")
    tree = ast.parse(files(package).joinpath(f"{name}.py").read_text(encoding="utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {node.name: ast.get_docstring(node) or "" for node in functions}


def line_of(command: Command) -> str:
    """The first line of the docstring of a command's function, without importing it."""
    module, _, function = command.where.partition(":")
    return _docstrings(module)[function].partition("\n")[0]
