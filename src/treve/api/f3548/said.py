"""Entities of the airspace room as F3548-21 tells of them."""

from collections.abc import Iterable

from treve.airspace.entity import ANYWHERE_ID, Availability, Constraint, Intent, Subscription
from treve.airspace.store import Transaction
from treve.airspace.subscriptions import Subscribed
from treve.api.f3548 import models
from treve.api.f3548.convert import time


class Teller:
    """Tells of entities within one transaction, to one subject: OVNs of its own things alone are shown."""

    def __init__(self, tx: Transaction, subject: str) -> None:
        self._tx = tx
        self._subject = subject
        self._states: dict[str, str] = {}

    def _availability(self, manager: str) -> str:
        if manager not in self._states:
            self._states[manager] = self._tx.availability(manager).state
        return self._states[manager]

    def _ovn(self, one: Intent | Constraint) -> str:
        return one.ovn if one.manager == self._subject else models.HIDDEN_OVN

    def intent(self, one: Intent) -> models.IntentReference:
        """An intent."""
        return models.IntentReference(
            id=one.id, manager=one.manager, uss_availability=self._availability(one.manager), version=one.version,
            state=one.state, ovn=self._ovn(one), time_start=time(one.during.start), time_end=time(one.during.end),
            uss_base_url=one.uss_base_url, subscription_id=one.subscription or ANYWHERE_ID,
        )  # fmt: skip

    def constraint(self, one: Constraint) -> models.ConstraintReference:
        """A constraint."""
        return models.ConstraintReference(
            id=one.id, manager=one.manager, uss_availability=self._availability(one.manager), version=one.version,
            ovn=self._ovn(one), time_start=time(one.during.start), time_end=time(one.during.end),
            uss_base_url=one.uss_base_url,
        )  # fmt: skip


def subscription(found: Subscribed) -> models.Subscription:
    """A subscription, to its owner."""
    one = found.subscription
    return models.Subscription(
        id=one.id, version=one.ovn, notification_index=one.notification_index, time_start=time(one.during.start),
        time_end=time(one.during.end), uss_base_url=one.uss_base_url, notify_for_operational_intents=one.for_intents,
        notify_for_constraints=one.for_constraints, implicit_subscription=one.implicit,
        dependent_operational_intents=list(found.dependents),
    )  # fmt: skip


def subscribers(told: Iterable[Subscription]) -> list[models.Subscriber]:
    """Whom to notify: the subscriptions of one address together."""
    found: dict[str, list[models.SubscriptionState]] = {}
    for one in told:
        found.setdefault(one.uss_base_url, []).append(models.SubscriptionState(one.id, one.notification_index))
    return [models.Subscriber(states, url) for url, states in found.items()]


def availability(said: Availability) -> models.Availability:
    """What was said of a USS."""
    return models.Availability(said.version, models.UssStatus(said.uss, said.state))
