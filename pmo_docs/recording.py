"""What is to be recorded of a body: that minutes were circulated or adopted, and what became of an action."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from pmo_docs.model.log import GIVEN_OUT, Entry, Verb
from pmo_docs.model.meeting import Decision, Meeting
from pmo_docs.readers.meeting.lives import fingerprint


def circulated(meeting: Meeting, name: str, day: datetime.date, log: Iterable[Entry]) -> list[Entry]:
    """That the minutes of a meeting file went round on a day, with the actions and decisions that were not recorded
    before.

    The day for reactions is that of the file, else as many days later as the body says.
    """
    recorded = {(entry.verb, entry.subject) for entry in log if entry.verb in GIVEN_OUT and entry.field_at(0) == name}
    days = meeting.body.reaction_days if meeting.body else None
    # What an earlier round asked is over.
    is_said = "reactions_by" in meeting.head.places
    until = meeting.head.reactions_by if is_said else day + datetime.timedelta(days=days) if days else None
    entries = [Entry(day, Verb.CIRCULATED, name, (until.isoformat(),) if until else ())]
    for action in meeting.actions:
        if not action.continues and (Verb.ACTION, action.number) not in recorded:
            owners = ";".join(owner.name for owner in action.owners)
            entries.append(Entry(day, Verb.ACTION, action.number, (name, owners, action.text.plain)))
    for decision in meeting.decisions:
        if (Verb.DECISION, decision.number) not in recorded:
            entries.append(Entry(day, Verb.DECISION, decision.number, (name, decision.text.plain)))
    return entries


def invited(name: str, proof: str, day: datetime.date, log: Iterable[Entry], *, is_cancelled: bool = False) -> Entry:
    """That people were invited to a meeting on a day: the same invitation keeps its number, another gets the next."""
    earlier = [one for one in log if one.verb in (Verb.INVITED, Verb.CANCELLED) and one.subject == name]
    verb = Verb.CANCELLED if is_cancelled else Verb.INVITED
    last = earlier[-1] if earlier else None
    is_same = last is not None and (last.verb, last.field_at(1)) == (verb, proof)
    sequence = 0 if last is None else int(last.field_at(0)) + (not is_same)
    return Entry(day, verb, name, (str(sequence), proof))


def adopting(meeting: Meeting, later: Sequence[Meeting]) -> tuple[Meeting, Decision] | None:
    """The first later meeting whose notes adopt the minutes of this one, and the words; None when none does.

    Minutes that are adopted without a day are those of the meeting before.
    """
    for before, one in zip([meeting, *later], later, strict=False):
        for decision in one.adoptions:
            adoption = decision.adoption
            if adoption is None or adoption.what != "minutes":
                continue
            if adoption.of == meeting.date or (adoption.of is None and before is meeting):
                return one, decision
    return None


def adopted(meeting: str, by: str, words: Decision, text: str, day: datetime.date) -> list[Entry]:
    """That the minutes of a meeting file with this text were adopted by another, with the corrections it made."""
    corrections = words.adoption.corrections if words.adoption else ()
    return [Entry(day, Verb.ADOPTED, meeting, (by, fingerprint(text), *corrections))]
