"""How a body writes the numbers of its actions, and how another body names them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pmo_docs import kept
from pmo_docs.cli.main import pmo_docs
from pmo_docs.model.numbering import NumberPattern, numbers_of
from pmo_docs.model.problems import NOWHERE
from pmo_docs.pipeline import open_workspace
from tests.registers.series import new_notes, register, told, workspace

DAY = datetime.date(2026, 11, 3)


def run(root: Path, *arguments: object) -> Result:
    return CliRunner().invoke(pmo_docs, [*map(str, arguments), "-w", str(root)])


def numbered(root: Path, pattern: str) -> Path:
    body = root / "bodies/werkgroep.yaml"
    body.write_text(f'{body.read_text(encoding="utf-8")}numbering: {{actions: "{pattern}"}}\n', encoding="utf-8")
    return root


def with_second_body(root: Path, meetings: dict[str, str]) -> Path:
    (root / "bodies/stuurgroep.yaml").write_text("name: Stuurgroep\nmembers: [bos, kok, wit]\n", encoding="utf-8")
    (root / "meetings/stuurgroep").mkdir()
    for day, text in meetings.items():
        (root / f"meetings/stuurgroep/{day}.md").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("pattern", "number", "expected"),
    [
        ("{meeting}-{n}", "34", "34-3"),
        ("{meeting}/{nn}", "324", "324/03"),
        ("A{vergadering}.{nnn}", "7", "A7.003"),
        ("{meeting}a{n}", "", "2026-11-03a3"),
    ],
)
def test_a_pattern_makes_numbers(pattern: str, number: str, expected: str) -> None:
    assert numbers_of(number, DAY, NumberPattern.from_text(pattern, NOWHERE))(3) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        *("", "{n}", "{meeting}", "{meeting}{n}", "{n}-{meeting}", "{meeting} {n}"),
        *("{meeting}-{n}-{n}", "{x}-{n}", "/{meeting}-{n}"),
    ],
)
def test_what_gives_no_clear_number_is_no_pattern(pattern: str) -> None:
    with pytest.raises(ValueError, match="number-pattern-form"):
        NumberPattern.from_text(pattern, NOWHERE)


def test_notes_of_a_lone_file_count() -> None:
    assert numbers_of("", None)(3) == "3"


def test_a_wrong_pattern_is_a_located_problem(tmp_path: Path) -> None:
    root = numbered(workspace(tmp_path, {}), "{meeting}{n}")
    result = run(root, "check")

    assert result.exit_code == 1
    assert "bodies/werkgroep.yaml:3:" in result.stdout + result.stderr
    assert "[number-pattern-form]" in result.stdout + result.stderr


@pytest.mark.parametrize(
    "said", ["324/01 gereed", "- [x] 324/01 klaar", "Actie 324/01: gereed", "werkgroep/324/01 gereed"]
)
def test_later_meetings_name_actions_as_their_body_writes_them(tmp_path: Path, said: str) -> None:
    meetings = {"2026-11-03": new_notes(324, "Actie: @bos regelt de zaal"), "2026-11-24": new_notes(325, said)}
    root = numbered(workspace(tmp_path, meetings), "{meeting}/{nn}")

    assert told(root) == {"324/01": "done - J. Bos x0"}


def test_a_number_of_that_form_that_nobody_gave_out_is_a_problem(tmp_path: Path) -> None:
    meetings = {"2026-11-03": new_notes(324, "- [x] 323/07 klaar")}
    result = run(numbered(workspace(tmp_path, meetings), "{meeting}/{nn}"), "check")

    assert "[action-number-unknown]" in result.stdout + result.stderr
    assert "323/07" in result.stdout + result.stderr


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("werkgroep/33-1 gereed", "done - J. Bos x0"),
        ("- [x] WERKGROEP/33-1: gehuurd", "done - J. Bos x0"),
        ("- werkgroep/33-1: verschoven naar 15 januari 2027", "deferred 2027-01-15 J. Bos x1"),
        ("werkgroep/33-1 overgedragen aan @kok", "open - R. Kok x0"),
        ("33-1 gereed", "open - J. Bos x0"),
        ("Over werkgroep/33-1 is gesproken.", "open - J. Bos x0"),
    ],
)
def test_another_body_says_how_far_an_action_is(tmp_path: Path, said: str, expected: str) -> None:
    root = workspace(tmp_path, {"2026-11-03": new_notes(33, "Actie: @bos regelt de zaal")})
    with_second_body(root, {"2026-11-10": new_notes(8, said)})

    assert told(root) == {"33-1": expected}


def test_what_another_body_says_stands_in_the_history_by_its_day(tmp_path: Path) -> None:
    meetings = {"2026-11-03": new_notes(33, "Actie: @bos regelt de zaal"), "2026-11-24": new_notes(34, "33-1 loopt")}
    root = workspace(tmp_path, meetings)
    with_second_body(root, {"2026-11-10": new_notes(8, "werkgroep/33-1: de verhuurder belt terug")})
    (action,) = register(root).values()

    assert list(dict.fromkeys((str(event.day), event.meeting) for event in action.history)) == [
        ("2026-11-03", "werkgroep/2026-11-03"),
        ("2026-11-10", "stuurgroep/2026-11-10"),
        ("2026-11-24", "werkgroep/2026-11-24"),
    ]
    assert register(root, "2026-11-09")["33-1"].notes == ()


def test_its_own_minutes_print_the_body_with_the_number(tmp_path: Path) -> None:
    root = workspace(tmp_path, {"2026-11-03": new_notes(33, "Actie: @bos regelt de zaal")})
    with_second_body(root, {"2026-11-10": new_notes(8, "werkgroep/33-1 gereed")})
    result = run(root, "minutes", "stuurgroep/2026-11-10", "-f", "html", "-o", root / "out")
    text = (root / "out/meetings/stuurgroep/2026-11-10-minutes.nl.html").read_text(encoding="utf-8")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "Actie werkgroep/33-1" in text


def test_a_number_that_the_other_body_never_gave_out_is_a_problem(tmp_path: Path) -> None:
    root = workspace(tmp_path, {"2026-11-03": new_notes(33, "Actie: @bos regelt de zaal")})
    with_second_body(root, {"2026-11-10": new_notes(8, "werkgroep/33-9 gereed")})
    result = run(root, "check")

    assert "stuurgroep/2026-11-10.md:6:" in result.stdout + result.stderr
    assert "werkgroep/33-9" in result.stdout + result.stderr


def test_what_is_kept_is_read_anew_when_the_other_body_says_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = workspace(tmp_path / "city", {"2026-11-03": new_notes(33, "Actie: @bos regelt de zaal")})
    with_second_body(root, {"2026-11-10": new_notes(8, "Niets.")})
    before = kept.Kept(open_workspace(root)).body(root / "bodies/werkgroep.yaml").subject
    (root / "meetings/stuurgroep/2026-11-10.md").write_text(new_notes(8, "Werkgroep/33-1 gereed"), encoding="utf-8")
    after = kept.Kept(open_workspace(root)).body(root / "bodies/werkgroep.yaml").subject

    assert before != after
