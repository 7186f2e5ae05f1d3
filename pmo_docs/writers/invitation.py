"""One meeting as an invitation (iTIP, RFC 5546), which calendar programs put into the diary and keep up to date."""

from __future__ import annotations

import datetime
import hashlib
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from pmo_docs.documents.agenda import Agenda
from pmo_docs.language import Language
from pmo_docs.model.organisation import Classification
from pmo_docs.model.people import Person
from pmo_docs.writers.ics import add_times, zone_of

_CLASSES = {Classification.CONFIDENTIAL: "CONFIDENTIAL", Classification.SECRET: "CONFIDENTIAL"}


class Invitation:
    """An agenda as an event; `fingerprint` proves what it says, whatever its sequence number."""

    def __init__(self, agenda: Agenda, language: Language, country: str = "") -> None:
        self._agenda = agenda
        self._meeting = agenda.meeting
        self._language = language
        self._zone: ZoneInfo = zone_of(country)

    @property
    def fingerprint(self) -> str:
        return f"sha256:{hashlib.sha256(self.write(datetime.date.min, 0)).hexdigest()[:16]}"

    def write(self, day: datetime.date, sequence: int, *, is_cancelled: bool = False) -> bytes:
        """The calendar file as of a day; a later `sequence` replaces the event that an earlier one made.

        Without somebody with an address who sends it, it is published and asks for no answer.
        """
        calendar = Calendar()
        calendar.add("prodid", "-//pmo-docs//invitation//EN")
        calendar.add("version", "2.0")
        organizer = self._organizer()
        method = "REQUEST" if organizer else "PUBLISH"
        calendar.add("method", "CANCEL" if is_cancelled else method)
        when = self._meeting.date
        assert when is not None, "a meeting in a workspace has a day"
        if self._meeting.head.time:
            first, last = (datetime.date(year, 1, 1) for year in (when.year, when.year + 1))
            calendar.add_component(Timezone.from_tzinfo(self._zone, first_date=first, last_date=last))
        calendar.add_component(self._event(day, when, sequence, organizer, is_cancelled=is_cancelled))
        written: bytes = calendar.to_ical()
        return written

    def _event(
        self,
        day: datetime.date,
        when: datetime.date,
        sequence: int,
        organizer: Person | None,
        *,
        is_cancelled: bool,
    ) -> Event:
        meeting = self._meeting
        event = Event()
        # As `schedule` calls it, so that the invitation takes the place of the date in a plan.
        event.add("uid", f"{meeting.id.replace('/', '-')}@pmo-docs")
        event.add("dtstamp", datetime.datetime.combine(day, datetime.time(), datetime.UTC))
        event.add("sequence", sequence)
        add_times(event, when, meeting.head.time, self._zone)
        event.add("summary", meeting.title)
        place = meeting.head.meeting_place or (meeting.body.meeting_place if meeting.body else "")
        if place:
            event.add("location", place)
        event.add("description", self._description())
        event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
        if self._agenda.classification in _CLASSES:
            event.add("class", _CLASSES[self._agenda.classification])
        if organizer:
            event.add("organizer", _address(organizer))
            invited = [one.person for one in (*self._agenda.invited, *self._agenda.guests)]
            for person in (one for one in invited if one.email and one != organizer):
                address = _address(person)
                address.params["ROLE"] = vText("REQ-PARTICIPANT")
                address.params["PARTSTAT"] = vText("NEEDS-ACTION")
                address.params["RSVP"] = vText("TRUE")
                event.add("attendee", address)
        return event

    def _organizer(self) -> Person | None:
        """The secretary, else the chair, when somebody can write back."""
        return next((one for one in (self._meeting.secretary, self._meeting.chair) if one and one.email), None)

    def _description(self) -> str:
        """The agenda in lines."""
        lines = []
        for item in self._meeting.items:
            timing = [
                self._language.word(item.purpose) if item.purpose else "",
                self._language.phrase("minutes", n=item.minutes) if item.minutes else "",
            ]
            said = ", ".join(filter(None, timing))
            number = f"{item.number}. " if item.number else "- "
            lines.append(f"{number}{item.title.plain}" + (f" ({said})" if said else ""))
        return "\n".join(lines)


def _address(person: Person) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    address.params["CN"] = vText(person.name)
    return address
