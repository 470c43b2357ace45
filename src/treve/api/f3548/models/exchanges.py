"""What was said between two sides, as one of them wrote it down."""

from typing import Any, Literal

import msgspec

from treve.api.f3548.models.volumes import Time


class Exchange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A request and its answer."""

    url: str
    """What was called."""
    method: str
    """How."""
    recorder_role: Literal["Client", "Server"]
    """Whether who wrote it down asked or answered."""
    request_time: Time
    """When it was asked."""
    headers: list[str] | None = None
    """Headers; this node writes none down."""
    request_body: str | None = None
    """What was asked."""
    response_time: Time | None = None
    """When it was answered."""
    response_body: str | None = None
    """What was answered."""
    response_code: int | None = None
    """With which HTTP status."""
    problem: str | None = None
    """What was wrong."""


class Report(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A report of an exchange in which something went wrong."""

    exchange: Exchange
    """The exchange."""
    report_id: str | None = None
    """Number under which it was taken."""


class LogSet(msgspec.Struct, frozen=True):
    """What a USS wrote down."""

    messages: list[Exchange]
    """Exchanges."""
    operator_notifications: list[dict[str, Any]] = []
    """What its operators were told; this node has none."""
    operator_inputs: list[dict[str, Any]] = []
    """What they did; this node has none."""
    operator_associations: list[dict[str, Any]] = []
    """Who of them flies what; this node has none."""
    planning_attempts: list[dict[str, Any]] = []
    """What it tried to plan; this node has none."""
    operational_intent_positions: list[dict[str, Any]] = []
    """Where its aircraft were; this node has none."""
    constraint_provider_associations: list[dict[str, Any]] = []
    """Who stands behind its constraints; this node has none."""
