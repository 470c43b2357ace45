"""Checkpoints: the head of a log as text (C2SP tlog-checkpoint v1.0.0)."""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass

from treve.errors import VerificationFailed


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log: its origin, size and root."""

    origin: str
    """Identity of the log: not empty, no newline."""
    size: int
    """How many entries it has."""
    root: bytes
    """Root of the tree over them, 32 bytes."""
    extensions: tuple[str, ...] = ()
    """Lines after the root, opaque; this node writes none."""

    @property
    def text(self) -> str:
        """The text that is signed."""
        lines = (self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions)
        return "".join(line + "\n" for line in lines)

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read the text of a checkpoint; raises `VerificationFailed`."""
        lines = text.removesuffix("\n").split("\n")
        try:
            origin, size, root = lines[0], lines[1], b64decode(lines[2], validate=True)
        except (IndexError, ValueError, Base64Error) as error:
            raise VerificationFailed("This is no checkpoint.") from error
        plain = size.isascii() and size.isdigit() and (size == "0" or not size.startswith("0")) and len(size) < 20
        if not plain or len(root) != 32 or b64encode(root).decode() != lines[2] or not all(lines) or not text.endswith("\n"):
            raise VerificationFailed("This is no checkpoint.")
        return cls(origin, int(size), root, tuple(lines[3:]))
