"""What was said before about the thing that a record is about: what its step is held against."""

from collections.abc import Iterator

from treve.picture.picture import Picture
from treve.picture.transitions import Earlier
from treve.records.arrangement import Arrangement
from treve.records.base import Record
from treve.records.hotline import CallStep
from treve.records.notice import Notice, NoticeStep, Receipt


def earlier_in(picture: Picture) -> Earlier:
    """Gives, for a record, what the picture holds that its step is to be held against."""

    def earlier(record: Record) -> Iterator[Record]:
        kind = type(record)
        if isinstance(record, Notice | NoticeStep | Receipt):
            key = record.key if isinstance(record, Notice) else record.notice
            versions = picture.source.versions_about((key,), ("notice",))
            yield from (one.record for one in versions if isinstance(one.record, Notice) and one.record.key == key)
            if not isinstance(record, Notice):
                yield from (one.record for one in picture.said_about((key,), kind))
            return
        if isinstance(record, CallStep):
            yield from (one.record for one in picture.source.named((record.call,), ("call",), picture.recorded_at))
        about = [name for name in record.subjects if name]
        yield from (one for one in picture.of_kind(Arrangement) if one.key in about)
        yield from (one.record for one in picture.said_about(about, kind))

    return earlier
