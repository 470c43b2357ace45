"""The memorandum on air incidents: its legal status, and apart from it whether the line worked."""

from collections.abc import Iterator

from treve.demo.saying import Entry, at, between, entry, names, source
from treve.demo.terms import AMERICA, RUSSIA, changed, made, only, window
from treve.demo.wording import FLY_SAFELY
from treve.records.arrangement import ChannelStatus, Provision

KEY = "arrangement:air-safety"
_CALLED = names(
    "Memorandum on the prevention of air incidents", "Mémorandum sur la prévention des incidents aériens",
    "مذكرة منع الحوادث الجوية", "Меморандум о предотвращении инцидентов в воздухе",
)  # fmt: skip


def entries() -> Iterator[Entry]:
    """Signed and in effect on 20 October 2015; suspended by Russia on 7 April 2017, while the line went on working."""
    yield made(
        "2015-10-21 12:00", "air-safety", "flight_safety_mou", _CALLED, window("2015-10-20 00:00", None),
        provisions=(
            Provision(
                id="airmanship", bound=only(RUSSIA, AMERICA, "party:coalition"), prohibits=("AIRSAFE",), words=FLY_SAFELY,
            ),
        ),
        form="bilateral", publicity="confidential", adopted_at=at("2015-10-20"), proposers=(AMERICA, RUSSIA),
        sources=source("mil.today", "2015-10-21", "Memorandum on prevention of flight safety incidents"),
        reporting_channel="Ground line open at all hours; working group with special representatives of both militaries.",
        note="No zones of co-operation, no exchange of intelligence or of targets. The United States passes the rules on to the "
        "members of the coalition. The text was never released; the hour of signature was not published, the day is taken.",
    )  # fmt: skip
    yield changed(
        "2017-04-07 18:00", "air-safety", "suspended", "2017-04-07 12:00", by=(RUSSIA,), cited=source("Sputnik", "2017-04-07"),
        note="Announced after the strike on Shayrat. The hour of the announcement is taken as noon.",
    )  # fmt: skip
    yield entry(
        "2017-04-26 18:00", ChannelStatus, author="party:coalition", key="channel:air-safety-2017-04", arrangement=KEY, working=True,
        during=between("2017-04-07 12:00", "2017-04-26 18:00"), words="The Coalition says that the line never stopped working.",
        sources=source("Sputnik", "2017-04-26"),
    )  # fmt: skip
