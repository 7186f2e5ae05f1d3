"""Mistakes that people make: each gives its code at its line, all of them in one run, and never a traceback."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmo_docs.cli.main import pmo_docs

ROOT = Path(__file__).parent.parent
MEETING = "meetings/stuurgroep-zaaksysteem/2026-10-27.md"
REPORT = "projects/zaaksysteem/reports/2026-10.yaml"
WORK = "projects/informatiebeveiliging/project.yaml"
QUARTER = "projects/informatiebeveiliging/reports/2026-Q3.yaml"
PROJECT = "projects/zaaksysteem/project.yaml"

# File | what stands there | what is written instead | code | line
MISTAKES = [
    (MEETING, "number: 33", "nummer: 33", "key-unknown", 2),
    (MEETING, "number: 33", "number: 33\nnumber: 34", "yaml-duplicate-key", 3),
    (MEETING, "date: 2026-10-27", "date: 2026-02-30", "date-impossible", 3),
    (MEETING, "date: 2026-10-27", "date: 27-10-2026", "date-form", 3),
    (MEETING, "date: 2026-10-27", "date: 2026-10-28", "date-differs", 3),
    (MEETING, "time: 13:30-15:00", "time: 15:00-13:30", "end-before-start", 4),
    (MEETING, "time: 13:30-15:00", "time: half twee", "time-span-form", 4),
    (MEETING, "hoogenberg, bakker", "hoogenburg, bakker", "person-unknown", 5),
    (MEETING, "absent: {roover: mk}", "absent: {vries: mk}", "present-and-absent", 6),
    (MEETING, "absent: {roover: mk}", "absent: {roover: mk", "yaml-bracket-open", 6),
    (MEETING, "absent: {roover: mk}", "absent: {roover: ziek}", "word-unknown", 6),
    (MEETING, "absent: {roover: mk}", "\tabsent: roover", "yaml-tab", 6),
    (MEETING, "number: 33", "body: projectgroep\nnumber: 33", "body-differs", 2),
    (MEETING, 'bescherming)"]', "bescherming)]", "yaml-quote-open", 8),
    (MEETING, "---\n## 1. Opening", "## 1. Opening", "front-matter-open", 1),
    (MEETING, "minutes=30", "minutes=lang", "whole-number-form", 22),
    (MEETING, "Actie: @bakker werkt", "Actie: @baker werkt", "person-unknown", 32),
    (MEETING, "- [x] 31-2", "- [x] 30-9", "action-number-unknown", 18),
    (MEETING, "De voorzitter opent", "![kaart](kaart.png) De voorzitter opent", "image-missing", 13),
    (PROJECT, "credit: 480000", "credit: 490000", "budget-does-not-add-up", 32),
    (PROJECT, "amount: 165000", "amount: 165.000,00", "number-form", 36),
    (PROJECT, "stage: realisatie", "stage: bouw", "stage-unknown", 10),
    (PROJECT, "body: stuurgroep-zaaksysteem", "body: stuurgroep", "body-unknown", 9),
    (REPORT, "date: 2026-11-16", "date: 2026-11-16\nperiod: 2026-09", "period-differs", 2),
    (REPORT, "  koppeling: {forecast", "  kopeling: {forecast", "milestone-unknown", 27),
    (REPORT, "  opleiding: {spent", "  opleidingen: {spent", "budget-line-unknown", 34),
    (REPORT, "probability: 3", "probability: 6", "too-large", 49),
    (REPORT, ", measure: Nieuwe planning met één livegang.", "", "red-without-measure", 20),
    ("bodies/stuurgroep-zaaksysteem.yaml", "name: Stuurgroep Zaaksysteem\n", "", "key-missing", 1),
    (REPORT, "date: 2026-11-16", "date: 2026-09-16", "report-before-period", 1),
    (REPORT, "gunning: {actual: 2026-04-15}", "gunning: {actual: 2026-12-15}", "milestone-in-future", 25),
    (REPORT, "spent: 124000", "spent: 124.000", "number-form", 31),
    (PROJECT, "sponsor: vries", "sponsor: vrees", "person-unknown", 4),
    (PROJECT, "baseline: 2026-04-15", "baseline: 2025-04-15", "milestone-before-project", 12),
    (PROJECT, "voorbereiding: {start: 2026-02-01", "voorbereiding: {start: 2025-09-01", "stages-out-of-order", 46),
    (
        PROJECT,
        "nazorg: {start: 2026-12-02, end: 2027",
        "nazorg: {start: 2026-12-02, end: 2026",
        "ends-before-start",
        48,
    ),
    (REPORT, "acceptatie: {forecast: 2027-02-19", "acceptatie: {forecast: 2026-11-15", "forecast-passed", 28),
    (
        "bodies/stuurgroep-zaaksysteem.yaml",
        "[vries, hoogenberg, roover",
        "[vries, hogenberg, roover",
        "person-unknown",
        5,
    ),
    ("people.yaml", "  surname: Vries\n", "", "key-missing", 6),
    ("pmo.yaml", "classification: intern", "classification: privé", "word-unknown", 6),
    (WORK, "budget: 20}", "budget: -20}", "too-small", 29),
    (WORK, "budget: 20}", "budget: 20000}", "work-packages-over-credit", 28),
    (WORK, "start: 2026-01-05, ", "", "work-package-incomplete", 29),
    (WORK, "start: 2026-01-05", "start: 2026-02-05", "ends-before-start", 29),
    (WORK, "start: 2026-01-05", "start: 2026-02-29", "date-impossible", 29),
    (WORK, "tolerances:", "eac_formula: gok\ntolerances:", "word-unknown", 34),
    (QUARTER, "nulmeting: {complete: 100}", "nulmeting: {complete: 101}", "too-large", 17),
    (QUARTER, "nulmeting: {complete: 100}", "nulmeting: {}", "work-packages-left-out", 16),
    (QUARTER, "complete: 100}", "complete: 100, spent: 18}", "work-spent-left-out", 16),
]

# These can stand in a workspace at once: none hides another, none moves a line.
TOGETHER = {
    "key-unknown", "end-before-start", "present-and-absent", "whole-number-form", "action-number-unknown",
    "body-unknown", "budget-does-not-add-up", "milestone-unknown", "budget-line-unknown", "too-large",
    "red-without-measure", "milestone-in-future",
}  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs", ignore=shutil.ignore_patterns("output"))
    return tmp_path / "inputs"


def spoil(workspace: Path, file: str, old: str, new: str) -> None:
    path = workspace / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def make_minutes(folder: Path, format: str = "html") -> Result:
    arguments = ["minutes", str(folder / "x.md"), "-f", format, "-o", str(folder / "out")]
    return CliRunner().invoke(pmo_docs, arguments)


def check(path: Path) -> Result:
    result = CliRunner().invoke(pmo_docs, ["check", str(path), "--format", "json"])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def found(path: Path) -> set[tuple[str, str, int | None]]:
    return {(Path(row["file"]).name, row["code"], row["line"]) for row in json.loads(check(path).stdout)}


@pytest.mark.parametrize(("file", "old", "new", "code", "line"), MISTAKES, ids=lambda value: str(value)[:24])
def test_a_mistake_gives_its_code_at_its_line(
    workspace: Path, file: str, old: str, new: str, code: str, line: int
) -> None:
    spoil(workspace, file, old, new)

    assert (Path(file).name, code, line) in found(workspace / file)


def test_the_example_has_no_mistakes(workspace: Path) -> None:
    assert found(workspace) == set()


def test_all_mistakes_are_reported_in_one_run(workspace: Path) -> None:
    chosen = [mistake for mistake in MISTAKES if mistake[3] in TOGETHER and mistake[0] not in (WORK, QUARTER)]
    for file, old, new, _, _ in chosen:
        spoil(workspace, file, old, new)

    assert found(workspace) == {(Path(file).name, code, line) for file, _, _, code, line in chosen}


def test_a_surname_of_two_people_is_no_name(workspace: Path) -> None:
    with (workspace / "people.yaml").open("a", encoding="utf-8") as people:
        people.write("smit1: {initials: A., surname: Smit}\nsmit2: {initials: T., surname: Smit}\n")
    spoil(workspace, MEETING, "present: [vries,", "present: [vries, smit1, smit2,")
    spoil(workspace, MEETING, "Actie: @bakker werkt", "Actie: @Smit werkt")

    (problem,) = json.loads(check(workspace / MEETING).stdout)

    assert (problem["code"], problem["line"]) == ("person-ambiguous", 32)
    assert "A. Smit (smit1), T. Smit (smit2)" in problem["message"]
    assert problem["hint"] == "write the id from people.yaml, for example @smit1"


@pytest.mark.parametrize(
    ("file", "old", "new", "hint"),
    [
        (MEETING, "number: 33", "nmber: 33", "did you mean `number`?"),
        (MEETING, "hoogenberg, bakker", "hoogenburg, bakker", "did you mean `hoogenberg`?"),
        (REPORT, "  koppeling: {forecast", "  kopeling: {forecast", "did you mean `koppeling`?"),
        (REPORT, "  opleiding: {spent", "  opleidng: {spent", "did you mean `opleiding`?"),
        (PROJECT, "stage: realisatie", "stage: realisate", "did you mean `realisatie`?"),
        (REPORT, "spent: 124000", "spent: 124.000", "write it as 124000, without a sign and with a point"),
        (MEETING, "date: 2026-10-27", "date: 27-10-2026", "write it as 2026-10-27"),
    ],
)
def test_a_hint_says_what_was_probably_meant(workspace: Path, file: str, old: str, new: str, hint: str) -> None:
    spoil(workspace, file, old, new)

    assert hint in " ".join(row["hint"] or "" for row in json.loads(check(workspace / file).stdout))


@pytest.mark.parametrize("file", [MEETING, REPORT, PROJECT, "people.yaml", "pmo.yaml"])
@pytest.mark.parametrize(
    ("data", "codes"),
    [
        ("één: twee".encode("utf-16"), {"file-encoding"}),
        ("één: twee".encode("cp1252"), {"file-encoding"}),
        (b"name: x\x00", {"file-binary"}),
        (b"x" * 2_000_001, {"file-too-large"}),
        (b"", {"yaml-empty"}),
    ],
    ids=["UTF-16", "Windows-1252", "NUL", "large", "empty"],
)
def test_a_file_of_a_workspace_that_cannot_be_used_says_why(
    workspace: Path, file: str, data: bytes, codes: set[str]
) -> None:
    (workspace / file).write_bytes(data)

    problems = json.loads(check(workspace / file).stdout)

    # A meeting without notes is one that has not been held yet; at the top, an empty file is a beginning.
    wanted = set() if file in (MEETING, "people.yaml", "pmo.yaml") and not data else codes
    assert {row["code"] for row in problems if Path(row["file"]).name == Path(file).name} >= wanted


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("één".encode("utf-16"), "file-encoding"),
        ("één".encode("cp1252"), "file-encoding"),
        (b"tekst\x00\x01", "file-binary"),
        (b"x" * 2_000_001, "file-too-large"),
        (b"[" * 3_000, "markdown-brackets"),
        (b"> " * 200 + b"diep", "nesting"),
    ],
)
def test_a_lone_file_that_cannot_be_used_says_why(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "x.md").write_bytes(data)

    result = make_minutes(tmp_path)

    assert result.exit_code == 1
    assert f"error[{code}]" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"---\n---\n", b"# Alleen een titel", b"## Alleen een punt", b"<!-- x -->"]
)
def test_notes_with_next_to_nothing_become_minutes_with_next_to_nothing(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.md").write_bytes(data)

    result = make_minutes(tmp_path, "docx")

    assert result.exit_code == 0, result.stderr


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_as_notes_give_a_document_or_a_problem(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.md").write_bytes(data)

    result = make_minutes(tmp_path)

    assert result.exit_code in (0, 1)
    assert result.exception is None or isinstance(result.exception, SystemExit), data
    assert "PMO_DOCS_DEBUG" not in result.stderr


@st.composite
def spoiled(draw: st.DrawFn, text: bytes) -> bytes:
    """A file as somebody left it: some of its characters gone, others in their place."""
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(len(text), start + 40)))
    signs = st.sampled_from(list("ab:- \n\t[]{}\"'#&*!|>%@,0123é\x00\x1b\u2028"))
    instead = draw(st.one_of(st.binary(max_size=8), st.text(signs, max_size=12).map(str.encode)))
    return text[:start] + instead + text[end:]


@pytest.mark.parametrize(
    "file", [MEETING, REPORT, PROJECT, "people.yaml", "pmo.yaml", "bodies/stuurgroep-zaaksysteem.yaml"]
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes_in_a_workspace_give_located_problems_at_most(
    workspace: Path, file: str, data: st.DataObject
) -> None:
    path = workspace / file
    path.write_bytes(data.draw(spoiled((ROOT / "inputs" / file).read_bytes())))

    result = check(path)

    assert result.exit_code in (0, 1)
    assert all(row["file"] for row in json.loads(result.stdout))
