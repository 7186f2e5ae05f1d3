"""Meetings as iCalendar (RFC 5545), for Outlook and every other calendar."""

from __future__ import annotations

import datetime
from importlib import resources
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone

from pmo_docs.model.times import TimeSpan
from pmo_docs.planning import Plan
from pmo_docs.timetable import remarks

_DEFAULT_ZONE = "Europe/Amsterdam"


def write(plan: Plan, as_of: datetime.date, country: str = "") -> bytes:
    """One event for every proposed date, in the time of a country; the same plan gives the same bytes."""
    zone = zone_of(country)
    calendar = Calendar()
    calendar.add("prodid", "-//pmo-docs//schedule//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if any(proposal.date and proposal.time for proposal in plan.proposals):
        first, last = (datetime.date(year, 1, 1) for year in (plan.year, plan.year + 1))
        calendar.add_component(Timezone.from_tzinfo(zone, first_date=first, last_date=last))
    for proposal in plan.proposals:
        if proposal.date is None:
            continue
        event = Event()
        event.add("uid", f"{plan.body.id}-{proposal.date.isoformat()}@pmo-docs")
        event.add("dtstamp", datetime.datetime.combine(as_of, datetime.time(), datetime.UTC))
        add_times(event, proposal.date, proposal.time, zone)
        event.add("summary", plan.body.name)
        if plan.body.meeting_place:
            event.add("location", plan.body.meeting_place)
        remark = "\n".join(remarks(proposal, plan.language))
        if remark:
            event.add("description", remark)
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def add_times(event: Event, day: datetime.date, time: TimeSpan | None, zone: ZoneInfo) -> None:
    """From and until when: without a time the whole day, without an end none."""
    if time is None:
        event.add("dtstart", day)
        event.add("dtend", day + datetime.timedelta(days=1))
        return
    event.add("dtstart", datetime.datetime.combine(day, time.start, zone))
    if time.end:
        last = day if time.end >= time.start else day + datetime.timedelta(days=1)
        event.add("dtend", datetime.datetime.combine(last, time.end, zone))


def zone_of(country: str) -> ZoneInfo:
    """The time zone of a country, of several the one where most people live.

    The zone table of the tz database names that one first.
    """
    code = country.strip().upper() or "NL"
    table = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line.startswith(f"{code}\t"))
    return ZoneInfo(next((row[2] for row in rows), _DEFAULT_ZONE))
