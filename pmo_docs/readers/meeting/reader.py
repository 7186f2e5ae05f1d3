"""A meeting file: front matter and notes become a meeting."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from pmo_docs.model.body import Body, MemberRole
from pmo_docs.model.meeting import Attendee, Head, Meeting, Notice, Part, Prose
from pmo_docs.model.numbering import Numbered, numbers_of
from pmo_docs.model.people import Person, PersonReference, folded
from pmo_docs.model.problems import Place, Problem, Severity
from pmo_docs.readers import markdown
from pmo_docs.readers.dates import DateOrder, DateReader, FoundDate, is_day_first
from pmo_docs.readers.meeting import front_matter
from pmo_docs.readers.meeting.attendance import AttendanceReader
from pmo_docs.readers.meeting.attending import GROUPS, WrittenAttendance
from pmo_docs.readers.meeting.linting import odd_in_meeting, odd_in_own_meeting, odd_in_words
from pmo_docs.readers.meeting.names import WrittenName
from pmo_docs.readers.meeting.notes import Notes, NotesReader, Numbering
from pmo_docs.readers.meeting.opening import Opening, OpeningReader
from pmo_docs.readers.meeting.outline import lower_sentences, raise_headings
from pmo_docs.readers.meeting.recognising import Recogniser, common_words, spoken_language
from pmo_docs.readers.meeting.supposing import supposed
from pmo_docs.readers.meeting.surroundings import MeetingFile, Surroundings
from pmo_docs.readers.meeting.updates import Earlier
from pmo_docs.readers.people import Involved

_LANGUAGE_KEY = re.compile(r"\A---[ \t]*\n(?:.*\n){0,40}?(?:language|taal|lang)\s*:\s*\w", re.IGNORECASE)
# A heading so near to the top is what the notes are called, when nothing else says it.
_TOP = 6
_FIRST_LINES = 2000
_SOON_PUBLISHED = datetime.timedelta(days=400)


def read(source: MeetingFile, around: Surroundings, problems: list[Problem]) -> Meeting:
    """The meeting; what is wrong with it is added to `problems`."""
    return _Reader(source, around, problems).read()


class _Reader:
    """Reads one file: the front matter first, then what the notes say where that says nothing."""

    def __init__(self, source: MeetingFile, around: Surroundings, problems: list[Problem]) -> None:
        self._source = source
        self._before = len(problems)
        self._around = around
        self._problems = problems
        self._dates = _date_reader(source, around)
        self._recogniser = around.recogniser

    def read(self) -> Meeting:
        self._head, text, first_line = front_matter.read(self._source, self._around, self._dates, self._problems)
        blocks = markdown.parse(
            text,
            first_line,
            self._prepare,
            file=self._source.file,
            problems=self._problems,
            megabytes=self._around.largest_notes,
        )
        meeting = self._attendance.meeting(self._source, self._notes.understood(blocks), self._recogniser)
        self._problems += odd_in_meeting(meeting, self._recogniser, is_foreign=self._is_foreign)
        self._problems += [] if self._around.is_lone else odd_in_own_meeting(meeting)
        self._problems[self._before :] = _heard(self._problems[self._before :], meeting.head.ignore)
        return meeting

    @property
    def _is_foreign(self) -> bool:
        """Whether nobody wrote a front matter: what the notes say themselves is all there is."""
        return self._around.is_lone or not self._head.places

    def _prepare(self, root: Element) -> None:
        """While the blocks are still Markdown: who was there has to be known before owners can be."""
        source, around, problems = self._source, self._around, self._problems
        body = _body(source, self._head, around, problems)
        if self._is_foreign:
            lower_sentences(root)
            raise_headings(root, self._recogniser)
        opening = OpeningReader(self._recogniser, self._dates).read(root) if self._is_foreign else Opening()
        head = _dated(source, self._completed(opening), around, self._dates, problems)
        if around.is_lone and not head.language:
            head = replace(head, language=spoken_language(source.text, around.catalogues))
        people = Involved(around.directory, problems)
        is_said = head.present or head.absent or head.guests
        written = WrittenAttendance() if is_said else AttendanceReader(self._recogniser).read(root)
        self._attendance = _Attendance(head, body, people, problems, written)
        self._attendance.check()
        articles = self._recogniser.any_of("articles")
        common = common_words(source.text, articles) if self._is_foreign else frozenset()
        if around.is_lone:
            people.suppose(supposed(root, self._recogniser, common, people.knows))
        numbering = Numbering(
            action_numbers(self._head if around.is_lone else head, body),
            around.first_decision,
            taken_decisions=around.taken_decisions,
        )
        self._notes = NotesReader(
            catalogues=around.catalogues,
            recogniser=self._recogniser,
            people=people,
            file=source.file,
            day=head.date,
            numbering=numbering,
            problems=problems,
            dates=self._dates,
            is_foreign=self._is_foreign,
            common=common,
            earlier=Earlier(
                around.given_actions, source.body_id, body.numbering.actions if body else None, around.bodies
            ),
        )
        problems += odd_in_words(root, self._recogniser, self._notes.marks, self._dates, source.file)
        self._notes.prepare(root, opening.lines, written.lines)

    def _completed(self, opening: Opening) -> Head:
        """The head with what the first lines say and the front matter does not."""
        head, date = self._head, opening.date
        told = _told(date, self._source, self._dates) if date else None
        if date and told is None and not head.date:
            values = {"text": str(date.date), "first": str(date.date), "second": str(date.other)}
            self._problems.append(Problem("date-two-readings", Place(self._source.file), values, Severity.WARNING))
        is_named = not self._around.is_lone and bool(self._dates.find(self._source.dated_name))
        # What is not called the day of the meeting may be that of another one: a file is called after its own.
        is_clear = self._around.is_lone and len(self._dates.find(self._source.dated_name)) == 1
        day = told if not (is_named or (is_clear and not opening.is_certain)) else None
        titled = self._day_of(head.title)
        written = None if opening.is_labelled else self._day_in(head.title)
        is_other_day = written is not None and day is not None and day != written
        return replace(
            head,
            title=opening.title if titled else head.title or opening.title,
            date=self._held(opening, written) or titled or head.date or written or day,
            time=head.time or (None if is_other_day else opening.time),
            meeting_place=head.meeting_place or opening.place,
        )

    def _held(self, opening: Opening, written: datetime.date | None) -> datetime.date | None:
        """The day in the title of notes that were put on a site later: the date above them is that of the page."""
        page = self._head.date
        labelled = opening.date if opening.is_labelled and opening.date and not opening.date.other else None
        held = written or (labelled.date if labelled else None)
        held = held or (opening.held.date if opening.held and not opening.held.other else None)
        if not self._around.is_lone or page is None or held is None:
            return None
        # What was put there before the meeting is left over from another page.
        return held if held != page and page <= held + _SOON_PUBLISHED else None

    def _day_in(self, title: str) -> datetime.date | None:
        """The only day in the title of front matter: what the first lines say may be about another one."""
        days = self._dates.find(title) if self._is_foreign else ()
        return days[0].date if len(days) == 1 and not days[0].other else None

    def _day_of(self, title: str) -> datetime.date | None:
        """The day that is all of a title: what stands above the notes says more."""
        days = self._dates.find(title) if self._is_foreign else ()
        is_day = len(days) == 1 and not (title[: days[0].start] + title[days[0].end :]).strip()
        return days[0].date if is_day and not days[0].other else None


def _heard(problems: list[Problem], ignored: tuple[str, ...]) -> list[Problem]:
    """The problems without those that the file does not want to hear of; an error is always heard."""
    return [problem for problem in problems if problem.is_error or problem.code not in ignored]


def _date_reader(source: MeetingFile, around: Surroundings) -> DateReader:
    """Whoever reads the dates, in the order that is asked for, else as the language of the notes has them."""
    months = around.catalogues.months()
    if around.date_order is DateOrder.MONTH:
        return DateReader(months, is_day_first=False, is_month_first=True)
    is_known = around.date_order is DateOrder.DAY or _is_day_first(source, around)
    return DateReader(months, is_day_first=is_known)


def _is_day_first(source: MeetingFile, around: Surroundings) -> bool:
    """Whether a numeric date can only be day first: in a workspace, and in notes that say or show their language."""
    words = around.catalogues.recognise("day_first")
    return not around.is_lone or bool(_LANGUAGE_KEY.search(source.text)) or is_day_first(source.text, words)


def _body(source: MeetingFile, head: Head, around: Surroundings, problems: list[Problem]) -> Body | None:
    if source.body_id and head.body and head.body != source.body_id:
        values = {"written": head.body, "folder": source.body_id}
        problems.append(Problem("body-differs", head.place_of("body"), values))
    id = source.body_id or head.body
    body = around.find_body(id) if id else None
    if id and body is None and not around.is_lone:
        problems.append(Problem("body-unknown", Place(source.file), {"id": id, "known": "–"}))
    return body


def _told(found: FoundDate, source: MeetingFile, dates: DateReader) -> datetime.date | None:
    """What a date means: the only way to read it, or the one that the first lines write out elsewhere."""
    if found.other is None:
        return found.date
    clear = {one.date for one in dates.find(source.text[:_FIRST_LINES]) if one.other is None}
    known = clear & {found.date, found.other}
    return known.pop() if len(known) == 1 else None


def _dated(source: MeetingFile, head: Head, around: Surroundings, dates: DateReader, problems: list[Problem]) -> Head:
    """The head with its date: from the front matter, else from the name of the file."""
    found = dates.find(source.dated_name)
    named = _told(found[0], source, dates) if len(found) == 1 else None
    if len(found) == 1 and named is None and not head.date:
        values = {"text": source.name, "first": str(found[0].date), "second": str(found[0].other)}
        problems.append(Problem("date-two-readings", Place(source.file), values, Severity.WARNING))
        return head
    if head.date is None and named is None and not around.is_lone:
        problems.append(Problem("date-missing", Place(source.file)))
    if head.date and named and head.date != named and not around.is_lone:
        problems.append(
            Problem("date-differs", head.place_of("date"), {"written": head.date.isoformat(), "name": source.name})
        )
    is_slip = around.is_lone and named is not None and head.date is not None and _is_year_before(head.date, named)
    return replace(head, date=named if is_slip else head.date or named)


def _is_year_before(written: datetime.date, named: datetime.date) -> bool:
    """Whether somebody wrote the old year in January: 28.01.19 in the minutes that are called 2020-01-28."""
    return written.month == named.month == 1 and written == named.replace(year=named.year - 1)


def action_numbers(head: Head, body: Body | None) -> Numbered:
    """The numbers of the actions of a meeting, as its body writes them."""
    return numbers_of(head.number, head.date, body.numbering.actions if body else None)


class _Attendance:
    """Who was there, in the roles that the head or else the body gives them."""

    def __init__(
        self, head: Head, body: Body | None, people: Involved, problems: list[Problem], written: WrittenAttendance
    ) -> None:
        self.head, self.body, self._problems = head, body, problems
        self._written = written
        self.chair = self._person(head.chair or (body.holder(MemberRole.CHAIR, head.date) if body else None), people)
        self.secretary = self._person(
            head.secretary or (body.holder(MemberRole.SECRETARY, head.date) if body else None), people
        )
        partly = {people.add(reference): note for reference, note in head.partly.items()}
        absent = {people.add(reference): notice for reference, notice in head.absent.items()}
        self.absent = tuple(Attendee(person, self._role(person), notice=notice) for person, notice in absent.items())
        guests = [people.add(reference) for reference in head.guests]
        self.guests = tuple(Attendee(person, note=partly.get(person, "")) for person in guests)
        present = [
            *(people.add(reference) for reference in head.present),
            *(one for one in partly if one not in guests),
        ]
        self.present = tuple(
            Attendee(person, self._role(person), partly.get(person, "")) for person in dict.fromkeys(present)
        )
        self._add_written(written, people)
        by_member = [(member, people.add(member.person)) for member in (body.members_on(head.date) if body else ())]
        members = [person for _, person in by_member]
        voting = [person for member, person in by_member if member.has_vote and person != self.secretary]
        self.voters = tuple(dict.fromkeys([*voting, *([self.chair] if voting and self.chair else [])]))
        away = set(absent)
        self.members = tuple(Attendee(person, self._role(person)) for person in dict.fromkeys(members))
        self.invited = tuple(one for one in self.members if one.person not in away)

    def _add_written(self, written: WrittenAttendance, people: Involved) -> None:
        """Whom the notes themselves name; somebody who stands in no list is no problem there."""
        leads = [one for one in (written.chair, written.secretary) if one]
        # Whole names first: "Petra" and "Rob" are Petra van Dam and Rob Hale, wherever these stand.
        for one in (*written.present, *written.absent, *written.guests, *leads):
            if " " in one.name:
                people.written(one.name, one.organisation, one.handle)
        present, absent, guests = (
            [(people.written(one.name, one.organisation, one.handle), one) for one in group]
            for group in (written.present, written.absent, written.guests)
        )
        self.chair = self.chair or self._lead(written.chair, people)
        self.secretary = self.secretary or self._lead(written.secretary, people)
        # A handle further down may be that of somebody who stands there by name.
        known = {one.person for one in self.present}
        named = {person: one for person, one in reversed(present) if person not in known}
        self.present += tuple(Attendee(person, self._role(person), named[person].note) for person in reversed(named))
        self.absent += tuple(
            Attendee(person, self._role(person), one.note, Notice(one.notice) if one.notice else None)
            for person, one in absent
        )
        self.guests += tuple(Attendee(person, note=one.note) for person, one in guests)

    @staticmethod
    def _lead(one: WrittenName | None, people: Involved) -> Person | None:
        return people.written(one.name, one.organisation, one.handle) if one else None

    @staticmethod
    def _person(reference: PersonReference | None, people: Involved) -> Person | None:
        return people.add(reference) if reference else None

    def _role(self, person: Person) -> str:
        """By name: the chair may stand among the present with an organisation behind the name."""
        for role, holder in (("chair", self.chair), ("secretary", self.secretary)):
            if holder and folded(person.name) == folded(holder.name):
                return role
        return ""

    def check(self) -> None:
        # What nobody here wrote can be read all the same.
        severity = Severity.ERROR if self.body else Severity.WARNING
        absent = {one.person for one in self.absent}
        for person in (one.person for one in self.present if one.person in absent):
            values = {"name": person.name}
            self._problems.append(Problem("present-and-absent", self.head.place_of("absent"), values, severity))
        span = self.head.time
        if span and span.end and span.end <= span.start:
            values = {"start": f"{span.start:%H:%M}", "end": f"{span.end:%H:%M}"}
            self._problems.append(Problem("end-before-start", self.head.place_of("time"), values, severity))

    def meeting(self, source: MeetingFile, notes: Notes, recogniser: Recogniser) -> Meeting:
        return Meeting(
            id=f"{source.body_id}/{source.name}" if source.body_id else source.name,
            title=self._title(source, notes, recogniser),
            head=self.head,
            body=self.body,
            chair=self.chair,
            secretary=self.secretary,
            members=self.members,
            voters=self.voters,
            invited=self.invited,
            present=self.present,
            absent=self.absent,
            guests=self.guests,
            preamble=self._preamble(notes),
            items=notes.items,
            suggestions=notes.suggestions,
            leftovers=notes.leftovers,
            has_attendance_in_text=bool(self._written.present or self._written.absent or self._written.guests),
            place=Place(source.file),
        )

    def _title(self, source: MeetingFile, notes: Notes, recogniser: Recogniser) -> str:
        written = notes.title.plain if notes.title else ""
        first = next(iter(notes.items), None)
        at_top = first.title.plain if first and first.place.line <= _TOP and not first.number else ""
        # "Attendees" is what every meeting begins with.
        at_top = "" if recogniser.loosely((*GROUPS, "usual_topic"), at_top) else at_top
        return self.head.title or written or (self.body.name if self.body else "") or at_top or source.name

    def _preamble(self, notes: Notes) -> tuple[Part, ...]:
        """What stands above the first item, and the heading of the notes when the head gives another title."""
        if notes.title is None or not self.head.title or notes.title.plain == self.head.title:
            return notes.preamble
        return (Prose(f"<p>{notes.title.html}</p>", self.head.place), *notes.preamble)
