from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pmo_docs.language import Catalogues, Language, UnknownLabel
from pmo_docs.model.meeting import Purpose, TimeSpan
from pmo_docs.model.problems import Place, Problem
from pmo_docs.readers.binding import keys_of
from pmo_docs.readers.kinds import KINDS
from pmo_docs.schema import records_below

ROOT = Path(__file__).parent.parent


def keys(catalogue: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Every key that must stand in each catalogue; the words behind it, and plural forms, differ per language."""
    for name, value in catalogue.items():
        if path + name == "keys":
            continue  # what keys are called in a language is its own affair
        is_plural = isinstance(value, Mapping) and "other" in value
        if isinstance(value, Mapping) and not is_plural:
            yield from keys(value, f"{path}{name}.")
        else:
            yield path + name


def test_every_language_has_every_label(catalogues: Catalogues) -> None:
    wanted = {code: set(keys(language.catalogue)) for code, language in catalogues.languages.items()}

    assert wanted["nl"] ^ wanted["en"] == set()


def test_what_keys_are_called_leads_to_keys_that_there_are(catalogues: Catalogues) -> None:
    records = {model for kind in KINDS.values() for model in records_below(kind.model)}
    there_are = {key.name for model in records for key in keys_of(model)}

    for language in catalogues.languages.values():
        assert set(language.catalogue["keys"].values()) <= there_are


def test_every_label_in_a_template_is_in_the_catalogues(dutch: Language) -> None:
    templates = [path.read_text(encoding="utf-8") for path in (ROOT / "templates").glob("*.j2")]
    used = {name for text in templates for name in re.findall(r"\bterm\.(\w+)", text)}
    phrases = {name for text in templates for name in re.findall(r"phrase\(\"(\w+)\"", text)}

    assert used - set(dutch.catalogue["terms"]) == set()
    assert phrases - set(dutch.catalogue["phrases"]) == set()


def test_every_problem_and_message_in_the_code_is_in_the_catalogues(dutch: Language) -> None:
    code = [path.read_text(encoding="utf-8") for path in (ROOT / "pmo_docs").rglob("*.py")]
    problems = {name for text in code for name in re.findall(r"Problem\(\s*\"([a-z-]+)\"", text)}
    messages = {name for text in code for name in re.findall(r"\bsay\(\"(\w+)\"", text)}

    assert problems - set(dutch.catalogue["problems"]) == set()
    assert messages - set(dutch.catalogue["messages"]) == set()


def test_the_values_of_a_problem_are_the_same_in_every_language(catalogues: Catalogues) -> None:
    def values(entry: Mapping[str, str]) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", entry["text"]))

    dutch, english = (catalogues[code].catalogue["problems"] for code in ("nl", "en"))

    assert {code: values(entry) for code, entry in dutch.items()} == {
        code: values(entry) for code, entry in english.items()
    }


def test_an_unknown_label_is_an_error(dutch: Language) -> None:
    with pytest.raises(UnknownLabel):
        _ = dutch.term.no_such_label


def test_dates_times_numbers_and_money_in_dutch(dutch: Language) -> None:
    day = date(2026, 10, 27)

    assert dutch.long_date(day) == "dinsdag 27 oktober 2026"
    assert dutch.short_date(day) == "27 okt 2026"
    assert dutch.time_span(TimeSpan(time(13, 30), time(15))) == "13.30–15.00 uur"
    assert dutch.money(Decimal("12500")) == "€\u00a012.500"
    assert dutch.money(Decimal("-12500.5")) == "−€\u00a012.500,50"
    assert dutch.percent(Decimal("0.125")) == "12,5%"
    assert dutch.ordinal_meeting("34") == "34e vergadering"


def test_dates_times_numbers_and_money_in_english(english: Language) -> None:
    day = date(2026, 10, 27)

    assert english.long_date(day) == "Tuesday 27 October 2026"
    assert english.short_date(day) == "27 Oct 2026"
    assert english.time_span(TimeSpan(time(13, 30), time(15))) == "13:30–15:00"
    assert english.money(Decimal("12500")) == "€12,500"
    assert [english.ordinal_meeting(number) for number in ("1", "2", "3", "11", "2026-3")] == [
        "1st meeting",
        "2nd meeting",
        "3rd meeting",
        "11th meeting",
        "2026-3",
    ]


@pytest.mark.parametrize("word", ["besluit", "ter besluitvorming", "decision", "For Decision", "besluitvorming"])
def test_words_of_any_language_are_understood(catalogues: Catalogues, word: str) -> None:
    assert catalogues.member(Purpose, word) is Purpose.DECISION


def test_a_number_takes_the_plural_form_that_it_asks_for(dutch: Language, english: Language) -> None:
    assert [dutch.phrase("weeks_late", n=n) for n in (1, 3)] == ["1 week te laat", "3 weken te laat"]
    assert [english.phrase("days_late", n=n) for n in (1, 2)] == ["1 day late", "2 days late"]


def test_a_problem_cannot_steer_the_terminal(dutch: Language) -> None:
    text, _ = dutch.problem(Problem("person-unknown", Place("x", 1), {"text": "a\x1b[31m"}))

    assert "\x1b" not in text
