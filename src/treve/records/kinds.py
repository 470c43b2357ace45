"""All kinds of record together: reading, writing, ids, schemas."""

import hashlib
from base64 import b32encode
from typing import Any, cast

from treve import codec
from treve.errors import BadRecord
from treve.records.arrangement import Adherence, Arrangement, ArrangementChange, ChannelStatus
from treve.records.base import Record
from treve.records.evidence import AuditEntry, BulletinIssue, Evidence, KeyStatement, Release
from treve.records.hotline import Call, CallStep
from treve.records.incident import Attribution, Classification, Handling, Link, Occurrence, Position, Withdrawal
from treve.records.notice import Notice, NoticeStep, Receipt
from treve.records.party import Contact, Designation, Party, Succession
from treve.records.place import Area, AreaStanding, MapExchange, Place, Post
from treve.records.relief import AidDelivery, ConvoyLeg, Exchange
from treve.records.report import IncidentReport
from treve.records.talk import Answer, Decision, Format, Meeting, Proposal, Readout, Sanction, Statement
from treve.records.tally import Tally, Toll

AnyRecord = (
    Party | Succession | Designation | Contact
    | Place | Area | AreaStanding | MapExchange | Post
    | Arrangement | ArrangementChange | ChannelStatus | Adherence
    | IncidentReport | Link | Occurrence | Attribution | Position | Classification | Handling | Withdrawal
    | Tally | Toll
    | Format | Meeting | Statement | Proposal | Answer | Readout | Decision | Sanction
    | Notice | NoticeStep | Receipt | Call | CallStep
    | AidDelivery | ConvoyLeg | Exchange
    | Evidence | KeyStatement | BulletinIssue | Release | AuditEntry
)  # fmt: skip
"""Every kind of record."""

KINDS: dict[str, type[Record]] = {cls.__struct_config__.tag: cls for cls in AnyRecord.__args__}
"""The struct of each kind, by its tag."""

SCHEMA_VERSION = 1
"""Version of the record schemas."""


def kind_of(record: Record) -> str:
    """The tag of a record's kind, such as `incident-report`."""
    return str(record.__struct_config__.tag)


def tag_of(kind: type[Record]) -> str:
    """The tag of a kind, such as `incident-report`."""
    return str(kind.__struct_config__.tag)


def to_bytes(record: Record) -> bytes:
    """The bytes of a record: what is hashed, committed to and stored."""
    return codec.encode(record)


def from_bytes(raw: bytes | str) -> Record:
    """Read a record of any kind; raises `BadRecord` where it is none."""
    return codec.decode(raw, cast(type[Record], AnyRecord))


def from_builtins(value: Any) -> Record:
    """Read a record from plain dicts and lists; raises `BadRecord` where it is none."""
    return codec.convert(value, cast(type[Record], AnyRecord))


def record_id(raw: bytes) -> str:
    """Id of a record: SHA-256 of its bytes, base32 in small letters without padding (52 characters)."""
    return b32encode(hashlib.sha256(raw).digest()).decode().rstrip("=").lower()


def short(identity: str) -> str:
    """The first ten characters of an id, as people see it."""
    return identity[:10]


def schemas(base: str = "https://treve.example/schemas") -> dict[str, dict[str, Any]]:
    """JSON Schema (2020-12) of each kind, by tag."""
    result: dict[str, dict[str, Any]] = {}
    for tag, cls in sorted(KINDS.items()):
        (root,), definitions = codec.schema([cls])
        name = root["$ref"].rsplit("/", 1)[1]
        body = definitions.pop(name)
        result[tag] = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": f"{base}/v{SCHEMA_VERSION}/{tag}.json",
            **body,
            "$defs": dict(sorted(definitions.items())),
        }
    return result


def check_known(kind: str) -> type[Record]:
    """The struct of `kind`; raises `BadRecord` naming the kinds there are."""
    if kind not in KINDS:
        raise BadRecord(f"There is no kind of record named {kind!r}. Kinds: {', '.join(sorted(KINDS))}.")
    return KINDS[kind]
