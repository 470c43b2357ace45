"""Problems that others report, to the DSS or to the USS: numbered, and noted until the node has written them down."""

from uuid import uuid4

from treve import codec
from treve.airspace.journal import REPORT
from treve.api.airspace import Airspace
from treve.api.endpoint import Asked
from treve.api.f3548 import models
from treve.api.wire import Answer


async def taken(airspace: Airspace, asked: Asked) -> Answer:
    """Take a report in; answered with its number."""
    report: models.Report = asked.body
    numbered = models.Report(exchange=report.exchange, report_id=str(uuid4()))
    kept = codec.encode({"by": asked.caller.subject, "at": asked.caller.now, "report": numbered})
    await airspace.change(lambda tx: tx.journal(REPORT, kept))
    return Answer(201, numbered)
