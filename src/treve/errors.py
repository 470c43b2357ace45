"""The errors that leave a public function, each with a code, an HTTP status, an exit code and advice.

One base class. An error is raised at the deepest place that knows what is wrong, carries the
sentence that tells the person what to do, and is shown once, at the edge (`treve.cli`).
Every class here stands in `docs/reference/errors.md`; a test holds that.
"""

from typing import ClassVar


class TreveError(Exception):
    """Something that Treve refuses or cannot do, in words for the person who asked for it."""

    code: ClassVar[str] = "error"
    """Stable name of the error, for programs."""
    status: ClassVar[int] = 500
    """HTTP status that carries it (RFC 9110)."""
    exit_code: ClassVar[int] = 1
    """Exit code of the command line: 1 the work failed, 2 the request was wrong."""
    advice: ClassVar[str] = "Run the command again with --debug and send the output to the people who run this node."
    """What the person can do, where the raising place says nothing more exact."""

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if advice is not None:
            self.advice = advice  # type: ignore[misc]


class Usage(TreveError):
    """A command line that cannot be understood."""

    code = "usage"
    status = 400
    exit_code = 2
    advice = "See `treve --help`."


class SystemRefusal(TreveError):
    """The operating system refused a file, a folder or a device."""

    code = "system"
    advice = "Check that the path is right, that you may write there, and that the disk is not full."


class Fault(TreveError):
    """A fault in Treve, not in what was asked."""

    code = "fault"
    advice = "This should not happen. Run the command again with --debug and send what it prints to the developers."


class BadInput(TreveError, ValueError):
    """What was given cannot be read or breaks a rule of its kind."""

    code = "bad-input"
    status = 422
    exit_code = 2
    advice = "Correct the value and try again; nothing was changed."


class BadTime(BadInput):
    """A time or a span of time that cannot be."""

    code = "bad-time"
    advice = "Write times as 2016-02-27T00:00+02:00, and spans with the end after the start."


class BadGeometry(BadInput):
    """A shape or a position that cannot be."""

    code = "bad-geometry"
    advice = "Give longitude and latitude in degrees on WGS 84, rings closed and not crossing themselves."


class BadRecord(BadInput):
    """Bytes that are not a record of a known kind."""

    code = "bad-record"
    advice = "Compare the record with the schema of its kind in schemas/ and send it again."


class BadTransition(BadInput):
    """A statement that does not follow from the one before it by the same author: a step that its state does not allow."""

    code = "bad-transition"
    status = 409
    advice = "Correct the state or the time, or record it all the same with --anyway: the contradiction stays visible."


class CheckFailed(BadInput):
    """A notice that a check holds back: nothing of it was sent."""

    code = "check-failed"
    advice = "Correct the notice, or what is known here, and check it again with `treve notice check`; nothing was sent."


class BadFile(BadInput):
    """A file that cannot be read at all; nothing of it was taken in."""

    code = "bad-file"
    advice = "Check that the file is complete and of a format that `treve import --help` lists."


class UnknownKind(BadInput):
    """A format, kind or layout that nobody here knows."""

    code = "unknown-kind"
    advice = "Name the layout with --layout, or write a mapping file (docs/guide/import.md)."


class NotFound(TreveError, LookupError):
    """No such record, arrangement, incident or place in this node."""

    code = "not-found"
    status = 404
    exit_code = 1
    advice = "List what there is with `treve record list` and use an id from it."


class Ambiguous(TreveError, LookupError):
    """A short id or a name that fits several things."""

    code = "ambiguous"
    status = 409
    exit_code = 2
    advice = "Give more characters of the id, or one of the ids named."


class NodeMissing(NotFound):
    """The folder holds no node. A missing node, key or database never makes a new one by itself."""

    code = "node-missing"
    exit_code = 2
    advice = "Make one with `treve init FOLDER` or `treve demo FOLDER`, or name it with --node FOLDER."


class NodeExists(TreveError):
    """The folder holds something already; nothing is written over."""

    code = "node-exists"
    status = 409
    exit_code = 2
    advice = "Choose another folder, or remove this one yourself if nothing in it is needed."


class NodeBusy(TreveError):
    """Another process is writing to this node."""

    code = "node-busy"
    status = 503
    advice = "Wait until the other command has ended and try again."


class StorageFailed(TreveError):
    """The disk is full or does not do what it was asked; what was acknowledged before is still there."""

    code = "storage-failed"
    status = 507
    advice = "Free space or repair the disk, then run the command again: what is recorded already is not recorded twice."


class VerificationFailed(TreveError):
    """The log, a signature or a proof does not hold: somebody or something changed the bytes."""

    code = "verification-failed"
    status = 409
    advice = "Keep the folder as it is, as evidence; compare with a peer's mirror before you go on."


class TooLarge(BadInput):
    """More than a limit allows; the limit is in the message."""

    code = "too-large"
    status = 413
    advice = "Split it into smaller parts."


class Erased(NotFound):
    """The content of this record was erased; its commitment stays in the log."""

    code = "erased"
    status = 410
    advice = "The log shows who erased it and when; the content cannot be brought back from here."


class Unauthenticated(TreveError):
    """No token, or one that this node does not accept."""

    code = "unauthenticated"
    status = 401
    advice = "Send a token of an issuer that this node accepts, signed, for this host and not expired."


class Forbidden(TreveError):
    """A token that is accepted but does not allow this, or a thing that belongs to somebody else."""

    code = "forbidden"
    status = 403
    advice = "Ask for the scope that the operation needs, or leave the thing to its owner."


class VersionConflict(TreveError):
    """What was to be changed has changed meanwhile, or exists already."""

    code = "version-conflict"
    status = 409
    advice = "Read it again and repeat the change with its newest version."


class Unread(TreveError):
    """The key lacks the OVN of something that the volumes meet: its details were not read."""

    code = "unread"
    status = 409
    advice = "Fetch the details of what is missing from whoever manages it, and repeat the request with their OVNs in the key."


class UssDown(TreveError):
    """A USS that is declared down may not plan."""

    code = "uss-down"
    status = 412
    advice = "Have the arbiter of availability set it to Normal first."


class TooMany(TreveError):
    """One client asks more than its share."""

    code = "too-many"
    status = 429
    advice = "Wait as long as the Retry-After header says and ask again."


def every_error() -> list[type[TreveError]]:
    """All error classes, base first, for the reference page and the table test."""
    found: list[type[TreveError]] = [TreveError]
    for cls in found:
        found.extend(sub for sub in cls.__subclasses__() if sub not in found)
    return found
