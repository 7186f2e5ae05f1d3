"""What comes back on the next agenda of a body: what was not discussed, put off, or has actions that are still open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from pmo_docs.model.body import Body, Purpose
from pmo_docs.model.meeting import AgendaItem, Annex, Decision, Explanation, Meeting, Owner, RequestedDecision, walk
from pmo_docs.model.people import folded
from pmo_docs.model.register import RegisteredAction

_ANNOUNCED = (RequestedDecision, Annex, Explanation)
_WORD = re.compile(r"[^\W_]+")


class Return(StrEnum):
    """Why a topic comes back."""

    UNDISCUSSED = "undiscussed"
    SKIPPED = "skipped"
    DEFERRED = "deferred"
    UNANSWERED = "unanswered"
    OPEN_ACTIONS = "open_actions"


@dataclass(frozen=True)
class Topic:
    """An item for the next agenda; `requests` are decisions that are still asked for, `actions` the open ones."""

    title: str
    why: Return
    meeting: Meeting
    purpose: Purpose | None = None
    minutes: int | None = None
    presenter: Owner | None = None
    requests: tuple[str, ...] = ()
    actions: tuple[RegisteredAction, ...] = field(default=())


def returning(
    body: Body,
    meetings: Sequence[Meeting],
    open_actions: Iterable[RegisteredAction],
    says_deferred: Callable[[str], bool],
    usual: Iterable[str] = (),
) -> tuple[Topic, ...]:
    """The topics in the order in which they stood; `meetings` are those before the next one, oldest first.

    Items that are on every agenda (those of the body, and the `usual` ones) come by themselves.
    """
    held = [meeting for meeting in meetings if meeting.was_held]
    standing = [*(item.title for item in body.standing_items), *usual]
    topics: dict[str, Topic] = {}
    for item in held[-1].items if held else ():
        why = _why(item, says_deferred)
        if why and not _is_standing(item.title.plain, standing):
            topics[folded(item.title.plain)] = _topic(item, why, held[-1])
    by_item = {(meeting.id, item.number, item.title.plain): item for meeting in held for item in meeting.items}
    known = {meeting.id: meeting for meeting in held}
    for action in open_actions:
        found = by_item.get((action.meeting, action.item, action.topic))
        if found is None or _is_standing(action.topic, standing):
            continue
        key = folded(action.topic)
        topic = topics.get(key) or _topic(found, Return.OPEN_ACTIONS, known[action.meeting])
        topics[key] = Topic(**{**vars(topic), "actions": (*topic.actions, action)})
    return tuple(topics.values())


def _why(item: AgendaItem, says_deferred: Callable[[str], bool]) -> Return | None:
    """Why an item of the last meeting comes back; None when it is settled."""
    if item.is_skipped:
        return Return.SKIPPED
    said = [part for part in walk(item.parts) if not isinstance(part, _ANNOUNCED)]
    if not said:
        return Return.UNDISCUSSED
    texts = [getattr(part, "html", "") for part in said]
    if any(says_deferred(text) for text in texts):
        return Return.DEFERRED
    is_answered = any(isinstance(part, Decision) for part in said)
    return Return.UNANSWERED if item.requests and not is_answered else None


def _topic(item: AgendaItem, why: Return, meeting: Meeting) -> Topic:
    requests = () if why is Return.OPEN_ACTIONS else tuple(request.text.plain for request in item.requests)
    return Topic(item.title.plain, why, meeting, item.purpose, item.minutes, item.presenter, requests)


def _is_standing(title: str, standing: Iterable[str]) -> bool:
    """Whether a title is that of an item of every meeting: "Verslag en actielijst van 27 oktober" is one too."""
    words = _WORD.findall(folded(title))
    return any(known == words[: len(known)] for known in (_WORD.findall(folded(one)) for one in standing) if known)
