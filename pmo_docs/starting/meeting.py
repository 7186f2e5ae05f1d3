"""A new meeting file: the front matter, and the agenda of every meeting of the body."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pmo_docs.language import Language
from pmo_docs.model.body import Body, MemberRole, Purpose, StandingItem
from pmo_docs.model.meeting import Head, Notice
from pmo_docs.model.people import PersonReference, folded
from pmo_docs.model.times import TimeSpan
from pmo_docs.registers.topics import Topic
from pmo_docs.starting.writing import listed, scalar

# What is on nearly every agenda, by the name of its words in the catalogues.
_USUAL: dict[str, Purpose | None] = {
    "item_opening": None,
    "item_agenda": Purpose.DECISION,
    "item_announcements": Purpose.INFORMATION,
    "item_minutes": Purpose.DECISION,
    "item_actions": Purpose.DISCUSSION,
    "item_questions": None,
    "item_next_meeting": None,
    "item_closing": None,
}
_PLAIN = re.compile(r"[^\W_][\w.-]*")
# What Markdown would take for more than a character; an underscore inside a word is one.
_MARKDOWN = re.compile(r"[\\`*\[\]<]|(?<!\w)_|_(?!\w)")
_OWN_NUMBER = re.compile(r"\d{1,2}[.)]\s+(?=\S)")


@dataclass(frozen=True)
class Waiting:
    """A decision that a project asks of a body: its words, the project's name, the report that asks it, and its `id`
    there."""

    text: str
    project: str
    report: str
    id: str = ""


@dataclass(frozen=True)
class Carried:
    """What a new meeting takes over: topics, days of minutes that nobody adopted yet, requests of projects, and those
    (as the body names them) of whom it is known that they will not be there."""

    topics: Sequence[Topic] = ()
    unadopted: Sequence[datetime.date] = ()
    waiting: Sequence[Waiting] = ()
    away: Sequence[str] = ()


def meeting_text(
    body: Body,
    date: datetime.date,
    time: TimeSpan | None,
    number: str,
    language: Language,
    carried: Carried | None = None,
) -> str:
    """The text of a meeting file to fill in: the agenda of `body` on a day, with what is known already.

    Without a `time` or a `number` there is no such line; `language` is that of the meeting.
    """
    carried = carried or Carried()
    head = [f"date: {date.isoformat()}"]
    if time:
        head.append(f"time: {time.start:%H:%M}" + (f"-{time.end:%H:%M}" if time.end else ""))
    if number:
        head.append(f"number: {scalar(number)}")
    names = dict.fromkeys(reference.text.removeprefix("@").strip() for reference in invited(body, date))
    away = [name for name in names if name in carried.away]
    head += [
        f"# {language.phrase('new_meeting_attendance')}",
        f"# present: {listed(name for name in names if name not in away)}",
    ]
    with_notice = language.word(Notice.WITH)
    said = ", ".join(f"{scalar(name)}: {scalar(with_notice)}" for name in away)
    head.append(f"absent: {{{said}}}" if away else f"# absent: {{{language.phrase('new_meeting_absent')}}}")
    items = body.standing_items or _usual_items(language)
    blocks = _with_minutes([_heading(item, language) for item in items], carried.unadopted, language)
    ending = next((at for at, item in enumerate(items) if _is_ending(item.title, language)), len(items))
    blocks[ending:ending] = [
        *(_waiting(one, language) for one in carried.waiting),
        *(_returning(topic, language) for topic in carried.topics),
    ]
    headings = (f"## {number}. {block}" for number, block in enumerate(blocks, start=1))
    comments = [f"<!-- {language.phrase(name)} -->" for name in ("new_meeting_items", "new_meeting_marks")]
    return "\n".join(["---", *head, "---", *comments, "", "\n\n".join(headings), ""])


def next_number(body: Body, heads: Iterable[Head], date: datetime.date) -> str:
    """The number of a new meeting on a day: one more than that of the meeting before it.

    `heads` are those of the meetings that there are. The first one has the number that the body says. Nothing when
    there is no number to count on from, or when it is taken.
    """
    heads = tuple(heads)
    before = [(head.date, head.number) for head in heads if head.date and head.date < date]
    if before:
        _, latest = max(before)
        number = str(int(latest) + 1) if re.fullmatch(r"\d{1,9}", latest, re.ASCII) else ""
    else:
        number = str(body.numbering.first_meeting or "")
    return "" if number in {head.number for head in heads} else number


def invited(body: Body, date: datetime.date) -> list[PersonReference]:
    """Chair and secretary first, then the members, each as the body names them."""
    leading = [body.holder(role, date) for role in (MemberRole.CHAIR, MemberRole.SECRETARY)]
    members = [member.person for member in body.members_on(date) if member.role != MemberRole.AGENDA_MEMBER]
    return [reference for reference in (*leading, *members) if reference]


def _usual_items(language: Language) -> tuple[StandingItem, ...]:
    return tuple(StandingItem(getattr(language.term, name), purpose) for name, purpose in _USUAL.items())


def _is_ending(title: str, language: Language) -> bool:
    """Whether an item is one of those with which an agenda ends: nothing new comes behind it."""
    wanted = folded(_OWN_NUMBER.sub("", title.strip(), count=1))
    endings = {getattr(language.term, name) for name in ("item_questions", "item_next_meeting", "item_closing")}
    known = {folded(word) for word in (*endings, *language.recognise("ending_item"))}
    return any(wanted == word or wanted.startswith(f"{word} ") for word in known)


def _with_minutes(blocks: list[str], days: Sequence[datetime.date], language: Language) -> list[str]:
    """The item about the minutes of the last meetings names those that are still to be adopted."""
    words = [folded(word) for word in (language.term.item_minutes, *language.recognise("adopted_minutes"))]
    at = next((at for at, block in enumerate(blocks) if any(word in folded(block) for word in words)), None)
    if at is not None:
        lines = [language.phrase("new_meeting_minutes", date=language.date(day)) for day in days]
        blocks[at] = "\n".join([blocks[at], *lines])
    return blocks


def _returning(topic: Topic, language: Language) -> str:
    """An item that comes back, with the reason and its open actions in a comment, which no document shows."""
    presenter = PersonReference(topic.presenter.name) if topic.presenter else None
    heading = _heading(StandingItem(topic.title, topic.purpose, topic.minutes, presenter), language)
    day = language.date(topic.meeting.date) if topic.meeting.date else topic.meeting.id
    lines = [heading, f"<!-- {language.phrase(f'returns_{topic.why.value}', date=day)} -->"]
    lines += [f"{language.term.decision_requested}: {_markdown(request)}" for request in topic.requests]
    for action in topic.actions:
        owners = ", ".join(owner.name for owner in action.owners) or language.term.no_owner
        said = f"{action.number} · {owners} · {action.text.plain}".replace("--", "–").replace("\n", " ")
        lines.append(f"<!-- {said} -->")
    return "\n".join(lines)


def _waiting(one: Waiting, language: Language) -> str:
    item = StandingItem(one.project, Purpose.DECISION)
    lines = [
        _heading(item, language),
        f"<!-- {language.phrase('returns_waiting', report=one.report)} -->",
        f"{_requested(one.id, language)}: {_markdown(' '.join(one.text.split()))}",
    ]
    return "\n".join(lines)


def _requested(id: str, language: Language) -> str:
    """ "Gevraagd besluit (tel-1)"."""
    return f"{language.term.decision_requested} ({id})" if id else language.term.decision_requested


def _markdown(text: str) -> str:
    return _MARKDOWN.sub(lambda match: f"\\{match[0]}", " ".join(text.split()))


def _heading(item: StandingItem, language: Language) -> str:
    """The title and, in braces, what else is known of the item."""
    attributes = []
    if item.purpose:
        attributes.append(f"purpose={_purpose(item.purpose, language)}")
    if item.minutes:
        attributes.append(f"minutes={item.minutes}")
    presenter = item.presenter.text if item.presenter else ""
    if presenter and not re.search(r"[\"{}\n]", presenter):
        attributes.append(f"presenter={presenter}" if _PLAIN.fullmatch(presenter) else f'presenter="{presenter}"')
    title = _OWN_NUMBER.sub("", " ".join(item.title.split()), count=1)
    title = _markdown(title)
    return f"{title} {{{' '.join(attributes)}}}" if attributes else title


def _purpose(purpose: Purpose, language: Language) -> str:
    """The first word for it that can stand there without quotation marks: not "ter bespreking" but "bespreking"."""
    words = language.words("purpose").get(purpose.value, [])
    return next((word for word in words if _PLAIN.fullmatch(word)), purpose.value)
