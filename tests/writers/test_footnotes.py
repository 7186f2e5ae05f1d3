"""Footnotes in a whole document: numbered through, every identifier once, and no link to a note that is not there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from pmo_docs.pipeline import Request, make
from pmo_docs.rendering.parsing import parse, serialise
from pmo_docs.writers.footnotes import with_footnotes


def reference(note: str, number: int = 1, link: int = 1) -> str:
    return f'<sup class="note"><a href="#note_{note}" id="note_{note}_{link}">{number}</a></sup>'


def notes(*identifiers: str) -> str:
    items = (f'<li id="note_{note}">Noot <a href="#note_{note}_1">↩</a></li>' for note in identifiers)
    return f'<ol class="footnotes">{"".join(items)}</ol>'


def settled(body: str) -> str:
    return serialise(with_footnotes(parse(f"<body>{body}</body>")))


def test_notes_of_several_texts_are_numbered_through():
    first, second = "0000000a_0", "0000000b_0"

    html = settled(f"<p>a{reference(first)}</p>{notes(first)}<p>b{reference(second)}</p>{notes(second)}")

    assert f">1</a></sup></p>{notes(first)}" in html
    assert '>2</a></sup></p><ol class="footnotes" start="2">' in html


def test_a_text_that_is_repeated_has_its_identifier_once():
    note = "0000000a_0"

    html = settled(f"<p>a{reference(note)}</p><p>a{reference(note)}</p>{notes(note)}")

    assert html.count(f'id="note_{note}_1"') == 1
    assert html.count(f'href="#note_{note}"') == 2


def test_a_number_whose_note_is_elsewhere_goes():
    assert settled(f"<p>Stuurt de brief{reference('0000000a_0')}.</p>") == "<body><p>Stuurt de brief.</p></body>"


def test_a_way_back_to_what_is_not_printed_goes():
    assert settled(notes("0000000a_0")) == '<body><ol class="footnotes"><li id="note_0000000a_0">Noot </li></ol></body>'


def test_superscripts_and_links_of_others_stay():
    body = '<p>m<sup class="note">2</sup> <sup class="note"><a href="#note_x">1</a></sup> <a href="#note_x">y</a></p>'

    assert settled(body) == f"<body>{body}</body>"


def test_minutes_have_the_notes_of_an_action_a_decision_and_a_paragraph(tmp_path: Path):
    source = tmp_path / "2026-10-27.md"
    source.write_text(
        "# Overleg\n\n## 1. Begroting[^3]\n\nTekst[^1].\n\n"
        "- Actie: @jan stuurt de brief[^2]\n- Besluit: akkoord[^1]\n\n"
        "[^1]: Noot een.\n[^2]: Noot *twee*.\n[^3]: Noot drie.\n\n## 2. Sluiting\n\nKlaar.\n",
        encoding="utf-8",
    )

    made = make(Request("minutes", source, tmp_path, ("html",), date(2026, 11, 1)))
    (data,) = made.files.values()
    html = data.decode()
    identifiers = re.findall(r' id="(note_[^"]+)"', html)

    assert {problem.code for problem in made.problems} == {"action-without-date"}
    assert re.findall(r'class="note"><a [^>]*>(\d+)<', html) == ["1", "2", "3", "2", "3", "2"]
    assert len(identifiers) == len(set(identifiers))
    assert {href[1:] for href in re.findall(r'href="(#[^"]+)"', html)} <= set(identifiers)
    assert [html.index(words) for words in ("Klaar.", "Noot drie", "Noot een", "Noot <em>twee</em>")] == sorted(
        html.index(words) for words in ("Klaar.", "Noot drie", "Noot een", "Noot <em>twee</em>")
    )
