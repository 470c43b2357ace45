"""`treve notice acknowledge`, `object`, `cancel`, `complete`, `escalate`: what becomes of a notice that was sent."""

from typing import Annotated

from cyclopts import Parameter

from treve.cli.console import Common, moment, plain, put, put_json
from treve.codec import to_builtins
from treve.errors import BadInput
from treve.findings.telling import code, name
from treve.formats.notice_words import CAUTION, STATES, bare
from treve.node import sending
from treve.node.node import Node
from treve.picture.notices import Standing
from treve.records.notice import NoticeState, ReceiptState
from treve.words import Words

From = Annotated[str, Parameter(name=["--from", "--recipient"])]
Lang = Annotated[str, Parameter(name=["--lang"])]


def acknowledge(
    key: str, /, *, recipient: From = "", by: str = "", channel: str = "hotline", at: str = "", lang: Lang = "en",
    common: Common | None = None,
) -> None:  # fmt: skip
    """Record that a recipient acknowledged the newest version: received, and not more than that.

    For another it can be said only after it read back without a mistake; a recipient says it for itself.

    Parameters
    ----------
    key
        The notice.
    recipient
        Which recipient. Default: the own party, or the only recipient.
    by
        Key of the contact who answered.
    channel
        How.
    at
        When: a day or time. Default: now.
    lang
        Language: en, fr, ar or ru.
    """
    _answer(key, recipient, "acknowledged", common, lang, at, by=by, channel=channel)


def object_to(
    key: str, /, *, reason: str, recipient: From = "", by: str = "", channel: str = "hotline", at: str = "",
    lang: Lang = "en", common: Common | None = None,
) -> None:  # fmt: skip
    """Record that a recipient objected to the newest version, and why.

    Parameters
    ----------
    key
        The notice.
    reason
        Why, in its words.
    recipient
        Which recipient. Default: the own party, or the only recipient.
    by
        Key of the contact who answered.
    channel
        How.
    at
        When: a day or time. Default: now.
    lang
        Language: en, fr, ar or ru.
    """
    _answer(key, recipient, "objected", common, lang, at, by=by, channel=channel, reason=reason)


def escalate(
    key: str, /, *, to: str, recipient: From = "", reason: str = "", at: str = "", lang: Lang = "en",
    common: Common | None = None,
) -> None:  # fmt: skip
    """Record that the silence of a recipient was taken further up, and to whom.

    Parameters
    ----------
    key
        The notice.
    to
        Whom it was taken to (key of a party or contact).
    recipient
        Whose silence. Default: the own party, or the only recipient.
    reason
        Why.
    at
        When: a day or time. Default: now.
    lang
        Language: en, fr, ar or ru.
    """
    _answer(key, recipient, "escalated", common, lang, at, to=to, reason=reason)


def cancel(key: str, /, *, reason: str, by: str = "", at: str = "", lang: Lang = "en", common: Common | None = None) -> None:
    """Record that the own party takes back what it notified: the notice holds no longer.

    Parameters
    ----------
    key
        The notice.
    reason
        Why; recipients read it.
    by
        Key of the contact who decided.
    at
        When: a day or time. Default: now.
    lang
        Language: en, fr, ar or ru.
    """
    if not reason.strip():
        raise BadInput("A cancellation needs a reason.", advice="Say why; the recipients read it.")
    _mark(key, "cancelled", common, lang, at, by=by, words=reason)


def complete(
    key: str, /, *, note: str = "", by: str = "", at: str = "", lang: Lang = "en", common: Common | None = None
) -> None:
    """Record that what was notified is done: the convoy arrived, the works ended.

    Parameters
    ----------
    key
        The notice.
    note
        What else recipients should know.
    by
        Key of the contact who says so.
    at
        When: a day or time. Default: now.
    lang
        Language: en, fr, ar or ru.
    """
    _mark(key, "completed", common, lang, at, by=by, words=note)


def breach(key: str, /, *, reason: str, by: str = "", at: str = "", lang: Lang = "en", common: Common | None = None) -> None:
    """Record that what the own party announced was not kept to: a flight that left its volumes, a convoy off its way.

    The notice holds on. Where the airspace shows it, a flight becomes Nonconforming there, and all are told.

    Parameters
    ----------
    key
        The notice.
    reason
        What happened; recipients read it.
    by
        Key of the contact who says so.
    at
        When: a day or time. Default: now.
    lang
        Language: en, fr, ar or ru.
    """
    if not reason.strip():
        raise BadInput("A breach needs words.", advice="Say what happened; the recipients read it.")
    _mark(key, "breached", common, lang, at, by=by, words=reason)


def _answer(
    key: str, recipient: str, state: ReceiptState, common: Common | None, lang: str, at: str, *, by: str = "",
    channel: str = "", reason: str = "", to: str = "",
) -> None:  # fmt: skip
    common = common or Common()
    words = Words(lang)
    with common.open() as node:
        when = moment(node, at)
        found = sending.answer(node, key, recipient, state, when, by=by, channel=channel, reason=reason, to=to)
        picture = node.picture(when)
    if common.json:
        put_json({"notice": sending.key_of(key), **to_builtins(found)})
        return
    whom = name(found.party, picture, words.lang)
    put(plain(words("{recipient}: {state}.", recipient=whom, state=code(state, words))))
    put(words(CAUTION))


def _mark(key: str, state: NoticeState, common: Common | None, lang: str, at: str, *, by: str, words: str) -> None:
    common = common or Common()
    say = Words(lang)
    with common.open() as node:
        one = _marked(node, key, state, at, by, words)
    if common.json:
        put_json({"notice": one.key, "version": one.notice.version, "state": one.state})
        return
    put(plain(say("{notice}: {state}.", notice=bare(one.key), state=say(STATES[one.state]))))
    put(say("Tell every recipient: each of them holds the notice as it was sent."))


def _marked(node: Node, key: str, state: NoticeState, at: str, by: str, words: str) -> Standing:
    when = moment(node, at)
    return sending.mark(node, key, state, when, by=by, words=words)
