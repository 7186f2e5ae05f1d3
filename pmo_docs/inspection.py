"""What was understood of a meeting file, with the lines where it stands: for people and for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pmo_docs.language import Language
from pmo_docs.model.meeting import ActionItem, Attendee, Decision, Meeting, Suggestion, Vote
from pmo_docs.model.people import Person
from pmo_docs.model.problems import Problem


def facts(meeting: Meeting, problems: Iterable[Problem], language: Language) -> dict[str, Any]:
    """Everything that was understood, as the published schema of `inspect` says; dates and times as ISO text."""
    span = meeting.head.time
    return {
        "title": meeting.title,
        "date": meeting.date.isoformat() if meeting.date else None,
        "start": f"{span.start:%H:%M}" if span else None,
        "end": f"{span.end:%H:%M}" if span and span.end else None,
        "place": meeting.head.meeting_place or (meeting.body.meeting_place if meeting.body else "") or None,
        "chair": _name(meeting.chair),
        "secretary": _name(meeting.secretary),
        "present": [_present(one) for one in meeting.present],
        "absent": [_absent(one) for one in meeting.absent],
        "guests": [{"name": one.person.name, "organisation": one.person.affiliation or None} for one in meeting.guests],
        "items": [
            {"number": item.number or None, "title": item.title.plain, "line": item.place.line}
            for item in meeting.items
        ],
        "actions": [_action(action, is_own=meeting.body is not None) for action in meeting.actions],
        "decisions": [_decision(decision, is_own=meeting.body is not None) for decision in meeting.decisions],
        "motions": [_motion(decision) for decision in meeting.motions],
        "adoptions": [_adoption(decision) for decision in meeting.adoptions],
        "suggestions": [_suggestion(one, language) for one in meeting.suggestions],
        "not_understood": [{"text": one.text, "line": one.place.line} for one in meeting.leftovers],
        "problems": [_problem(problem, language) for problem in problems],
    }


def rows(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The agenda items, actions and decisions of `facts` as one table, by line."""
    found = [
        {
            "kind": kind,
            "line": one["line"],
            "number": one["number"],
            "text": one.get("text") or one.get("title"),
            "owners": one.get("owners", []),
            "due": one.get("due"),
        }
        for kind, ones in (("item", facts["items"]), ("action", facts["actions"]), ("decision", facts["decisions"]))
        for one in ones
    ]
    return sorted(found, key=lambda row: int(row["line"]))


def _name(person: Person | None) -> str | None:
    return person.name if person else None


def _present(attendee: Attendee) -> dict[str, Any]:
    return {
        "name": attendee.person.name,
        "organisation": attendee.person.organisation or None,
        "role": attendee.role or None,
        "note": attendee.note or None,
    }


def _absent(attendee: Attendee) -> dict[str, Any]:
    return {"name": attendee.person.name, "notice": attendee.notice.value if attendee.notice else None}


def _action(action: ActionItem, *, is_own: bool) -> dict[str, Any]:
    """Numbers that were counted here say nothing of notes from elsewhere."""
    return {
        "number": action.number if is_own or action.has_own_number else None,
        "text": action.text.plain,
        "owners": [owner.name for owner in action.owners],
        "due": action.due.isoformat() if action.due else None,
        "due_text": action.due_text or None,
        "status": action.status.value,
        "item": action.item or None,
        "line": action.place.line,
        "column": action.place.column,
    }


def _decision(decision: Decision, *, is_own: bool) -> dict[str, Any]:
    return {
        "number": decision.number if is_own or decision.has_own_number else None,
        "text": decision.text.plain,
        "status": "taken",
        "vote": vote_facts(decision.vote) if decision.vote else None,
        "item": decision.item or None,
        "line": decision.place.line,
        "column": decision.place.column,
    }


def _motion(decision: Decision) -> dict[str, Any]:
    return {
        "text": decision.text.plain,
        "vote": vote_facts(decision.vote) if decision.vote else None,
        "item": decision.item or None,
        "line": decision.place.line,
        "column": decision.place.column,
    }


def vote_facts(vote: Vote) -> dict[str, Any]:
    """A vote for other programs: names as written, numbers where they were counted."""
    return {
        "outcome": vote.outcome.value if vote.outcome else None,
        "mover": vote.mover or None,
        "seconder": vote.seconder or None,
        "for": vote.in_favour,
        "against": vote.against,
        "abstained": vote.abstained,
        "unanimous": vote.is_unanimous,
    }


def _adoption(decision: Decision) -> dict[str, Any]:
    adoption = decision.adoption
    return {
        "what": adoption.what if adoption else None,
        "of": adoption.of.isoformat() if adoption and adoption.of else None,
        "corrections": list(adoption.corrections) if adoption else [],
        "text": decision.text.plain,
        "item": decision.item or None,
        "line": decision.place.line,
        "column": decision.place.column,
    }


def _suggestion(one: Suggestion, language: Language) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "text": one.text,
        "line": one.place.line,
        "reason": language.message(f"reason_{one.reason}"),
    }


def _problem(problem: Problem, language: Language) -> dict[str, Any]:
    text, hint = language.problem(problem)
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "message": text,
        "hint": hint or None,
        "file": problem.place.file or None,
        "line": problem.place.line or None,
        "column": problem.place.column or None,
    }
