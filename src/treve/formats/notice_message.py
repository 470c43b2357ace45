"""The message that goes to one recipient of a notice: text in four languages, and JSON with the record itself.

The text names its recipient, so that a copy that turns up elsewhere shows to whom it was given.
"""

from datetime import datetime

from treve.codec import pretty, to_builtins
from treve.findings.telling import name
from treve.formats.notice_words import CAUTION, notice_lines, title
from treve.geo.coordinates import write
from treve.picture.known import Known
from treve.picture.lead import answer_by
from treve.picture.picture import Picture
from treve.records.notice import Notice, Recipient
from treve.words import LANGUAGES, Words


def as_text(notice: Notice, recipient: Recipient, picture: Picture, sent_at: datetime, zone: str) -> str:
    """The message as text, in each language one after the other; times on the theatre's clock `zone` with UTC beside."""
    return "\n\n".join(_in(Words(lang), notice, recipient, picture, sent_at, zone) for lang in LANGUAGES) + "\n"


def _in(words: Words, notice: Notice, recipient: Recipient, picture: Picture, sent_at: datetime, zone: str) -> str:
    whom = name(recipient.party, picture, words.lang)
    lines = [title(notice, words), words("For {recipient} alone, sent on {at}.", recipient=whom, at=words.time(sent_at, zone))]
    lines += [f"{line.head}: {line.text}" for line in notice_lines(notice, picture, words, zone)]
    deadline = answer_by(notice, recipient, sent_at)
    if deadline is not None:
        lines.append(words("Please acknowledge or object by {deadline}.", deadline=words.time(deadline, zone)))
    lines.append(words("Please read back the place by name and its coordinates in two formats."))
    if notice.version > 1:
        lines.append(words("This version replaces all older ones and is to be acknowledged anew."))
    return "\n".join([*lines, words(CAUTION)])


def as_json(known: Known, recipient: Recipient, sent_at: datetime) -> bytes:
    """The message as JSON: the record with its id, the positions in two formats, by when an answer is asked for."""
    notice = known.record
    assert isinstance(notice, Notice)
    points = [notice.site.at] if notice.site is not None else [stop.at for stop in notice.route.stops] if notice.route else []
    value = {
        "message": "notice",
        "recipient": recipient.party,
        "sent_at": sent_at,
        "answer_by": answer_by(notice, recipient, sent_at),
        "caution": CAUTION,
        "positions": [
            {
                "place": at.place,
                "lon": at.lon,
                "lat": at.lat,
                "dms": write((at.lon, at.lat), "dms"),
                "mgrs": _grid(at.lon, at.lat),
            }
            for at in points
        ],
        "id": known.id,
        "record": to_builtins(notice),
    }
    return pretty(value).encode()


def _grid(lon: float, lat: float) -> str | None:
    """The position in MGRS; `None` towards the poles, where that grid ends."""
    return write((lon, lat), "mgrs") if -80.0 <= lat < 84.0 else None
