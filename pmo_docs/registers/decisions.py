"""The decisions of a body: what was decided, what became of it later, and what is still being asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from pmo_docs.model.meeting import ActionItem, AgendaItem, Decision, Meeting, RequestedDecision, walk
from pmo_docs.model.people import folded
from pmo_docs.model.register import DecisionStatus, RegisteredDecision


def decisions(meetings: Iterable[Meeting], *, has_requested: bool = False) -> tuple[RegisteredDecision, ...]:
    """Every decision of the meetings, in the order of their numbers; the adoption of an agenda or minutes is none.

    A later decision may replace or withdraw one by its number, an action carries one out that it names. With
    `has_requested` those that were asked for and not taken come at their meeting: proposed as long as it was not held.
    """
    register: dict[str, RegisteredDecision] = {}
    requested: dict[str, RegisteredDecision] = {}
    others: list[RegisteredDecision] = []
    for meeting in meetings:
        for decision in meeting.decisions:
            _change_earlier(decision, register)
            registered = _registered(decision, meeting)
            others += [register.pop(decision.number)] if decision.number in register else []
            register[decision.number] = registered
        for action in meeting.actions:
            _carry_out(action, register)
        for item in meeting.items:
            _ask(item, meeting, requested)
    found = [*others, *register.values(), *(requested.values() if has_requested else ())]
    return tuple(sorted(found, key=lambda one: (one.taken is None, one.taken)) if has_requested or others else found)


def _registered(decision: Decision, meeting: Meeting) -> RegisteredDecision:
    values = {one.name: getattr(decision, one.name) for one in fields(Decision)}
    classification = meeting.head.classification or (meeting.body.classification if meeting.body else None)
    return RegisteredDecision(**values, meeting=meeting.id, classification=classification)


def _change_earlier(decision: Decision, register: dict[str, RegisteredDecision]) -> None:
    for numbers, status in (
        (decision.replaces, DecisionStatus.REPLACED),
        (decision.withdraws, DecisionStatus.WITHDRAWN),
    ):
        for number in numbers:
            if number in register:
                earlier = register[number]
                register[number] = replace(earlier, status=status, replaced_by=decision.number)


def _carry_out(action: ActionItem, register: dict[str, RegisteredDecision]) -> None:
    for number in action.decisions:
        decision = register.get(number)
        if decision is not None and action.number not in decision.carried_out_by:
            register[number] = replace(decision, carried_out_by=(*decision.carried_out_by, action.number))


def _ask(item: AgendaItem, meeting: Meeting, requested: dict[str, RegisteredDecision]) -> None:
    """Keep what was asked and not answered; what is asked once more was first asked before."""
    answers = [part.answers for part in walk(item.parts) if isinstance(part, Decision)]
    for request in item.requests:
        # What answers another one by its identifier does not answer this one.
        is_answered = any(not named or not request.id or request.id in named for named in answers)
        key = request.id or folded(request.text.plain)
        earlier = requested.pop(key, None)
        if not is_answered:
            requested[key] = _requested(request, item, meeting, earlier)


def _requested(
    request: RequestedDecision, item: AgendaItem, meeting: Meeting, earlier: RegisteredDecision | None
) -> RegisteredDecision:
    return RegisteredDecision(
        number="",
        text=request.text,
        item=item.number,
        topic=item.title.plain,
        taken=meeting.date,
        place=request.place,
        meeting=meeting.id,
        status=DecisionStatus.DEFERRED if meeting.was_held else DecisionStatus.PROPOSED,
        asked=earlier.asked if earlier else meeting.date,
        answers=(request.id,) if request.id else (),
    )


def unanswered(found: Sequence[RegisteredDecision]) -> tuple[RegisteredDecision, ...]:
    """Those that were asked for and not taken."""
    return tuple(one for one in found if one.status in (DecisionStatus.PROPOSED, DecisionStatus.DEFERRED))
