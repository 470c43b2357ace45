"""`treve`: the commands together, and the one place where errors become words and exit codes."""

import os
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

from treve import __version__
from treve.errors import TreveError

app = App(
    name="treve",
    help="The coordination node for ceasefires: arrangements, incidents, explained findings, bulletins.",
    version=f"treve {__version__}",
)
record = App(name="record", help="Add, show and list records.")
log = App(name="log", help="The log: what was recorded, and whether anybody changed it.")
app.command(record)
app.command(log)
places = App(name="places", help="Gazetteers and boundaries: take them in, and see what a name may mean.")
app.command(places)
duplicates = App(name="duplicates", help="Reports that may tell of one incident: list them, and say what they are.")
app.command(duplicates)

app.command("treve.cli.setup:init", name="init")
app.command("treve.cli.setup:demo", name="demo")
record.command("treve.cli.records:add", name="add")
record.command("treve.cli.records:show", name="show")
record.command("treve.cli.records:list_records", name="list")
record.command("treve.cli.records:kinds", name="kinds")
app.command("treve.cli.tables:import_table", name="import")
app.command("treve.cli.reading:arrangements", name="arrangements")
app.command("treve.cli.reading:findings", name="findings")
app.command("treve.cli.reading:explain", name="explain")
app.command("treve.cli.publish:bulletin", name="bulletin")
app.command("treve.cli.publish:export", name="export")
places.command("treve.cli.places:import_places", name="import")
places.command("treve.cli.places:find", name="find")
duplicates.command("treve.cli.places:list_duplicates", name="list")
duplicates.command("treve.cli.places:confirm", name="confirm")
duplicates.command("treve.cli.places:apart", name="apart")
log.command("treve.cli.logs:verify", name="verify")
log.command("treve.cli.logs:show", name="show")
app.register_install_completion_command()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code: 0 done, 1 it failed, 2 the request was wrong."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    given = [one for one in given if one != "--debug"]
    try:
        result = app(given, exit_on_error=False, print_error=True, result_action="return_value")
    except TreveError as error:
        if debug:
            raise
        _say(f"{error.code}: {error.message}\n{error.advice}")
        return error.exit_code
    except CycloptsError:
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _say("interrupted: nothing was half written.")
        return 130
    return result if isinstance(result, int) else 0


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
