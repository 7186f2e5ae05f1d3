"""`pmo-docs schedule` as users meet it: the table, other programs, calendars, meeting files, and what is wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import jsonschema
import pytest
from click.testing import CliRunner, Result

from pmo_docs.cli.main import pmo_docs

ROOT = Path(__file__).parent.parent
SCHEDULE = 'schedule: {rule: "FREQ=MONTHLY;BYDAY=-1TU", time: 13:30-15:00}'
FILES = {
    "pmo.yaml": "organisation: Gemeente Waterwijk\nlanguage: nl\n",
    "people.yaml": "vries: {initials: A., prefix: de, surname: Vries}\nbakker: {initials: K., surname: Bakker}\n",
    "holidays.yaml": (
        "voorjaar: {name: Voorjaarsvakantie, from: 2027-02-20, until: 2027-02-28}\n"
        "zomer: {name: Zomervakantie, from: 2027-07-17, until: 2027-08-29}\n"
    ),
    "bodies/stuurgroep.yaml": (
        f"name: Stuurgroep\nchair: vries\nmembers: [vries, bakker]\nplace: Stadhuis\n{SCHEDULE}\n"
        "numbering: {first_meeting: 7}\n"
    ),
    "bodies/projectgroep.yaml": (
        "name: Projectgroep\nchair: bakker\nmembers: [bakker, {person: vries, until: 2027-04-30}]\n"
        'schedule: {rule: "FREQ=YEARLY;BYMONTH=3,5,9;BYDAY=-1TU", time: "14:00-16:00"}\n'
    ),
    "bodies/raad.yaml": "name: Raad\n",
}


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        write(tmp_path / name, text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")

    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(pmo_docs, ["schedule", *arguments, "--as-of", "2026-11-23"])


def events(data: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(data).walk("VEVENT"))


def test_the_year_as_a_table(workspace: Path) -> None:
    result = run("stuurgroep", "--year", "2027")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Stuurgroep, 2027\n"
        "\n"
        "Tue   26 Jan 2027  13:30–15:00\n"
        "Tue    2 Mar 2027  13:30–15:00  moved from 23 February: Voorjaarsvakantie\n"
        "Tue   30 Mar 2027  13:30–15:00  clashes with Projectgroep, 14:00–16:00: A. de Vries and K. Bakker\n"
        "Tue    4 May 2027  13:30–15:00  moved from 27 April: King's Day\n"
        "Tue   25 May 2027  13:30–15:00  clashes with Projectgroep, 14:00–16:00: K. Bakker\n"
        "Tue   29 Jun 2027  13:30–15:00\n"
        "Tue   27 Jul 2027  skipped      Zomervakantie; there is no other workday within a week\n"
        "Tue   31 Aug 2027  13:30–15:00\n"
        "Tue  28 Sept 2027  13:30–15:00  clashes with Projectgroep, 14:00–16:00: K. Bakker\n"
        "Tue   26 Oct 2027  13:30–15:00\n"
        "Tue   30 Nov 2027  13:30–15:00\n"
        "Tue   28 Dec 2027  13:30–15:00\n"
        "\n"
        "11 meetings, 2 moved, 1 skipped, 3 clash with another body\n"
    )


def test_the_table_speaks_the_language_of_the_system(workspace: Path) -> None:
    command = [sys.executable, "-m", "pmo_docs", "schedule", "stuurgroep", "--year", "2027"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "nl_NL.UTF-8"}
    done = subprocess.run(command, cwd=workspace, env=env, capture_output=True, text=True, check=True)

    assert "di   4 mei 2027  13.30–15.00 uur  verplaatst van 27 april: Koningsdag\n" in done.stdout


def test_an_existing_meeting_of_another_body_clashes_too(workspace: Path) -> None:
    write(workspace / "meetings/raad/2027-01-26.md", "---\nchair: vries\ntime: 9:00-17:00\n---\n## 1. Opening\n")

    rows = json.loads(run("stuurgroep", "--year", "2027", "-f", "json").stdout)

    assert rows[0]["clashes"] == [{"person": "A. de Vries", "body": "raad", "start": "09:00", "end": "17:00"}]


def test_the_year_is_that_of_today_unless_another_is_asked_for(workspace: Path) -> None:
    assert run("stuurgroep").stdout.startswith("Stuurgroep, 2026\n")


def test_a_year_without_school_holidays_is_warned_of(workspace: Path) -> None:
    result = run("stuurgroep", "--year", "2031")

    assert result.exit_code == 0
    assert "bodies/stuurgroep.yaml:5:12: warning[school-holidays-missing]" in result.stderr

    replace(workspace / "bodies/stuurgroep.yaml", "15:00}", "15:00, avoid: feestdagen}")
    assert run("stuurgroep", "--year", "2031").stderr == ""


def test_json_is_as_its_schema_says(workspace: Path) -> None:
    rows = json.loads(run("stuurgroep", "--year", "2027", "-f", "json").stdout)

    jsonschema.validate(rows, json.loads((ROOT / "pmo_docs/schemas/schedule.json").read_text()))
    assert [row["status"] for row in rows].count("moved") == 2
    assert rows[6] == {
        "body": "stuurgroep",
        "date": None,
        "start": "13:30",
        "end": "15:00",
        "status": "skipped",
        "moved_from": "2027-07-27",
        "reason": "Zomervakantie",
        "clashes": [],
    }


def test_csv_is_harmless_in_a_spreadsheet(workspace: Path) -> None:
    replace(workspace / "holidays.yaml", "name: Voorjaarsvakantie", "name: =1+1")
    rows = list(csv.DictReader(io.StringIO(run("stuurgroep", "--year", "2027", "-f", "csv").stdout)))

    assert len(rows) == 12
    assert (rows[1]["reason"], rows[1]["remark"]) == ("'=1+1", "moved from 23 February: =1+1")
    assert rows[2]["clashes"] == "clashes with Projectgroep, 14:00–16:00: A. de Vries and K. Bakker"


@pytest.mark.parametrize("format", ["text", "json", "csv", "ics"])
def test_the_same_question_has_the_same_answer(workspace: Path, format: str) -> None:
    first, second = (run("stuurgroep", "--year", "2027", "-f", format).stdout_bytes for _ in range(2))

    assert first
    assert first == second


# Calendars


def test_a_calendar_has_the_time_of_the_clock_in_summer_and_in_winter(workspace: Path) -> None:
    found = {
        event["dtstart"].dt.date(): event
        for event in events(run("stuurgroep", "--year", "2027", "-f", "ics").stdout_bytes)
    }

    assert len(found) == 11
    winter, summer = found[date(2027, 1, 26)], found[date(2027, 3, 30)]
    assert (winter["dtstart"].dt.hour, winter["dtstart"].dt.utcoffset()) == (13, timedelta(hours=1))
    assert (summer["dtstart"].dt.hour, summer["dtstart"].dt.utcoffset()) == (13, timedelta(hours=2))
    assert summer["dtend"].dt.astimezone(UTC) == datetime(2027, 3, 30, 13, 0, tzinfo=UTC)
    assert (winter["uid"], winter["summary"], winter["location"]) == (
        "stuurgroep-2027-01-26@pmo-docs",
        "Stuurgroep",
        "Stadhuis",
    )
    assert winter["dtstamp"].dt == datetime(2026, 11, 23, tzinfo=UTC)
    assert "description" not in winter
    assert found[date(2027, 5, 4)]["description"] == "verplaatst van 27 april: Koningsdag"


def test_a_calendar_knows_its_time_zone(workspace: Path) -> None:
    calendar = icalendar.Calendar.from_ical(run("stuurgroep", "--year", "2027", "-f", "ics").stdout_bytes)

    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["tzid"] == "Europe/Amsterdam"
    assert [part["tzoffsetto"].td for part in zone.walk("DAYLIGHT")] == [timedelta(hours=2)]


def test_a_meeting_without_a_time_takes_the_whole_day(workspace: Path) -> None:
    replace(workspace / "bodies/stuurgroep.yaml", ", time: 13:30-15:00", "")
    event = events(run("stuurgroep", "--year", "2027", "-f", "ics").stdout_bytes)[0]

    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2027, 1, 26), date(2027, 1, 27))


@pytest.mark.parametrize(
    ("country", "zone"),
    [("gb", "Europe/London"), ("es", "Europe/Madrid"), ("pt", "Europe/Lisbon"), ("us", "America/New_York")],
)
def test_another_country_has_other_days_off_and_another_clock(workspace: Path, country: str, zone: str) -> None:
    write(workspace / "pmo.yaml", f"organisation: X\ncountry: {country}\nlanguage: en\n")
    result = run("stuurgroep", "--year", "2027", "-f", "ics")

    assert f"TZID={zone}:20270427T133000".encode() in result.stdout_bytes


@pytest.mark.parametrize(
    ("output", "made"),
    [("jaar.ics", "jaar.ics"), ("out", "out/stuurgroep-2027.ics"), ("out/x.ics", "out/x.ics")],
)
def test_a_calendar_is_written_to_a_file_or_into_a_folder(workspace: Path, output: str, made: str) -> None:
    result = run("stuurgroep", "--year", "2027", "-f", "ics", "-o", output)

    assert (result.exit_code, result.stdout) == (0, f"{made}\n")
    assert len(events((workspace / made).read_bytes())) == 11


# Meeting files


def test_meeting_files_are_written_and_pass_the_check(workspace: Path) -> None:
    result = run("stuurgroep", "--year", "2027", "--meetings", "-f", "json")

    assert len(json.loads(result.stdout)) == 12
    assert result.stderr.splitlines()[:2] == [
        "written: meetings/stuurgroep/2027-01-26.md",
        "written: meetings/stuurgroep/2027-03-02.md",
    ]
    paths = sorted((workspace / "meetings/stuurgroep").glob("*.md"))
    assert [path.read_text().splitlines()[1:4] for path in paths[:2]] == [
        ["date: 2027-01-26", "time: 13:30-15:00", "number: 7"],
        ["date: 2027-03-02", "time: 13:30-15:00", "number: 8"],
    ]
    assert len(paths) == 11
    check = CliRunner().invoke(pmo_docs, ["check"])
    assert (check.exit_code, check.stderr) == (0, "no problems found\n")


def test_files_that_are_there_stay_whole_under_whatever_name(workspace: Path) -> None:
    folder = workspace / "meetings/stuurgroep"
    write(folder / "2027-01-26.md", "---\nnumber: 20\n---\n## 1. Eigen agenda\n")
    write(folder / "extra 20270302.md", "---\nnumber: 21\n---\n## 1. Ook eigen\n")
    before = {path: path.read_bytes() for path in folder.iterdir()}

    result = run("stuurgroep", "--year", "2027", "--meetings")

    assert "was there already: meetings/stuurgroep/2027-01-26.md\n" in result.stderr
    assert "was there already: meetings/stuurgroep/extra 20270302.md\n" in result.stderr
    assert {path: path.read_bytes() for path in before} == before
    assert not (folder / "2027-03-02.md").exists()
    assert "number: 22\n" in (folder / "2027-03-30.md").read_text()

    after = {path: path.read_bytes() for path in folder.iterdir()}
    assert "written" not in run("stuurgroep", "--year", "2027", "--meetings").stderr
    assert {path: path.read_bytes() for path in folder.iterdir()} == after


def test_no_files_are_written_for_days_that_are_over(workspace: Path) -> None:
    run("stuurgroep", "--year", "2026", "--meetings")

    assert [path.name for path in sorted((workspace / "meetings/stuurgroep").iterdir())] == [
        "2026-11-24.md",
        "2026-12-29.md",
    ]


# What is wrong


def test_a_body_without_a_schedule_is_told_how_to_write_one(workspace: Path) -> None:
    result = run("raad", "--year", "2027")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "bodies/raad.yaml: error[schedule-missing]" in result.stderr
    assert "FREQ=MONTHLY;BYDAY=-1TU" in result.stderr


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=MONTHLY;BYDAY=DI", "schedule-rule"),
        ("FREQ=HOURLY", "schedule-frequency"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "schedule-without-dates"),
    ],
)
def test_a_bad_rule_is_shown_where_it_stands(workspace: Path, rule: str, code: str) -> None:
    replace(workspace / "bodies/stuurgroep.yaml", "FREQ=MONTHLY;BYDAY=-1TU", rule)
    result = run("stuurgroep", "--year", "2027")

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"bodies/stuurgroep.yaml:5:18: error[{code}]" in result.stderr


@pytest.mark.parametrize("rule", ["FREQ=HOURLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"])
def test_a_bad_rule_of_another_body_is_a_warning(workspace: Path, rule: str) -> None:
    replace(workspace / "bodies/projectgroep.yaml", "FREQ=YEARLY;BYMONTH=3,5,9;BYDAY=-1TU", rule)
    result = run("stuurgroep", "--year", "2027")

    assert (result.exit_code, "11 meetings" in result.stdout) == (0, True)
    assert "bodies/projectgroep.yaml:4:18: warning[schedule-" in result.stderr


def test_a_meeting_of_another_body_that_cannot_be_read_is_a_warning(workspace: Path) -> None:
    write(workspace / "meetings/raad/2027-01-26.md", "---\ntime: 9:00\n")
    result = run("stuurgroep", "--year", "2027")

    assert result.exit_code == 0
    assert "meetings/raad/2027-01-26.md:1:1: warning[front-matter-open]" in result.stderr


def test_a_country_that_nobody_knows_is_a_problem(workspace: Path) -> None:
    write(workspace / "pmo.yaml", "organisation: X\ncountry: Nederland\n")
    result = run("stuurgroep", "--year", "2027")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "pmo.yaml:2:1: error[country-unknown]" in result.stderr


def test_an_error_in_the_holidays_stops_it(workspace: Path) -> None:
    write(workspace / "holidays.yaml", "zomer: {name: Zomer, from: 17-07-2027}\n")
    result = run("stuurgroep", "--year", "2027", "--meetings")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "holidays.yaml:1" in result.stderr
    assert not (workspace / "meetings").exists()


def test_a_file_where_the_folder_should_be_is_a_problem(workspace: Path) -> None:
    write(workspace / "out", "a file where a folder should be")
    result = run("stuurgroep", "--year", "2027", "-f", "ics", "-o", "out")

    assert result.exit_code == 1
    assert "out/stuurgroep-2027.ics: error[write-failed]" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("stuurgrop",), "did you mean `stuurgroep`"),
        (("stuurgroep", "-o", "x.ics"), "`--output` goes with `--format ics`"),
        (("stuurgroep", "--year", "27"), "'--year'"),
        (("stuurgroep", "-f", "pdf"), "'pdf' is not one of"),
        ((), "Missing argument"),
    ],
)
def test_wrong_usage_ends_with_2(workspace: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())


def test_help_waits_for_no_calendar() -> None:
    program = (
        "import sys; from pmo_docs.cli.main import pmo_docs\n"
        "pmo_docs.main(['schedule', '--help'], standalone_mode=False)\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert set(done.stderr.split()).isdisjoint({"icalendar", "holidays", "dateutil", "babel", "rich"})
