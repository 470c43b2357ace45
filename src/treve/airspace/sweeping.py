"""What has ended is removed after a while."""

from datetime import datetime

from treve.airspace.entity import Intent
from treve.airspace.intents import let_go
from treve.airspace.store import Transaction


def sweep(tx: Transaction, before: datetime, limit: int) -> int:
    """Remove what ended before an instant, at most `limit` things; how many were there."""
    ended = tx.expired(before, limit)
    for one in ended:
        tx.drop(type(one), one.id)
        if isinstance(one, Intent):
            let_go(tx, one.subscription)
    return len(ended)
