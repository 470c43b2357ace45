"""`treve`: the commands together, and the one place where errors become words and exit codes."""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from cyclopts import App, CycloptsError, Parameter

from treve import __version__
from treve.cli.commands import COMMANDS, GROUPS, line_of
from treve.codec import encode
from treve.errors import Fault, SystemRefusal, TreveError, Usage

HELP = "The coordination node for ceasefires: arrangements, incidents, explained findings, bulletins."
MORE = """\
Begin with `treve demo`. `treve help COMMAND` explains a command, with an example.

Everywhere: --json gives data to programs (errors too), --debug the whole trace of an error.
Data goes to standard output, talk to standard error. Exit codes: 0 done, 1 failed, 2 wrong request,
130 interrupted.\
"""


def build(*, listing: bool = False) -> App:
    """The application; with `listing`, every command has its one line already, for a help that loads none of them."""
    whole = App(
        name="treve",
        help=HELP,
        help_epilogue=MORE,
        version=f"treve {__version__}",
        suppress_keyboard_interrupt=False,
        default_parameter=Parameter(show_default=_default),
    )
    groups = {"": whole}
    for order, command in enumerate(COMMANDS):
        group, _, name = command.name.rpartition(" ")
        if group not in groups:
            groups[group] = App(name=group, help=GROUPS[group], help_epilogue="", sort_key=order)
            whole.command(groups[group])
        groups[group].command(
            command.where,
            name=name,
            sort_key=order,
            help=line_of(command) if listing else None,
            help_epilogue=f"Example:  {command.example}",
        )
    whole.register_install_completion_command()
    return whole


def _default(value: object) -> str | None:
    """How help shows a default: not at all where it is empty, off, or said in words already."""
    return None if value in ("", None, False, Path()) else str(value)


app = build()
"""The application with its commands, loaded when asked for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code: 0 done, 1 it failed, 2 the request was wrong."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    given = [one for one in given if one != "--debug"]
    if given[:1] == ["help"]:
        given = [*given[1:], "--help"]
    _set_output()
    try:
        code = _run(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has what it wanted, as in `treve record list | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # rich saw the closed pipe first
            return 0
        raise
    except KeyboardInterrupt:
        sys.stderr.write("interrupted: nothing was half written.\n")
        return 130
    except Exception as error:
        if debug:
            raise
        told = _told(error, given)
        _say(told, as_json="--json" in given)
        return told.exit_code
    return code


def _run(given: list[str]) -> int:
    words = []
    for one in given:
        if one.startswith("-"):
            break
        words.append(one)
    listing = not words or " ".join(words) in GROUPS
    result = (build(listing=True) if listing else app)(
        given, exit_on_error=False, print_error=False, result_action="return_value"
    )
    return result if isinstance(result, int) else 0


def _told(error: Exception, given: Sequence[str]) -> TreveError:
    """The error in the words of `treve.errors`."""
    if isinstance(error, TreveError):
        return error
    if isinstance(error, CycloptsError):
        chain = " ".join(error.command_chain or ())
        return Usage(str(error), advice=f"See `treve {chain} --help`." if chain else None)
    if isinstance(error, OSError):
        about = f"{error.filename}: " if error.filename is not None else ""
        return SystemRefusal(f"{about}{error.strerror or error}.")
    return Fault(f"{type(error).__name__}: {error}")


def _say(error: TreveError, *, as_json: bool) -> None:
    if as_json:
        sys.stderr.write(encode({"error": error.code, "message": error.message, "advice": error.advice}).decode() + "\n")
    else:
        sys.stderr.write(f"{error.code}: {error.message}\n{error.advice}\n")


def _set_output() -> None:
    """Data is UTF-8 whatever the locale; a terminal that lacks a letter shows its code and does not stop the command."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty():
            stream.reconfigure(errors="backslashreplace")
        else:
            stream.reconfigure(encoding="utf-8")
