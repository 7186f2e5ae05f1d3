from __future__ import annotations

import pytest

from pmo_docs.model.problems import InvalidInput
from pmo_docs.rendering.drawings import read_drawing

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9pt" height="9pt" viewBox="0 0 9 9">{}</svg>'


def test_a_drawing_keeps_what_it_draws_without_the_lines_of_its_template() -> None:
    drawing = read_drawing(SVG.format('<title data-source="x.svg.j2:2">A &amp; B</title>'), "x.svg.j2")

    assert drawing.decode() == SVG.format("<title>A &amp; B</title>")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('<image data-source="x.svg.j2:3" href="file:///etc/passwd"/>', "template-element"),
        ('<script data-source="x.svg.j2:3">alert(1)</script>', "template-element"),
        ('<use data-source="x.svg.j2:3" href="http://127.0.0.1/a.svg#a"/>', "template-element"),
        ('<text data-source="x.svg.j2:3" onclick="x()">a</text>', "template-attribute"),
        ('<rect data-source="x.svg.j2:3" style="fill:url(http://127.0.0.1/)"/>', "template-attribute"),
        ('<rect data-source="x.svg.j2:3" fill="URL(http://127.0.0.1/)"/>', "template-attribute"),
        ('<g data-source="x.svg.j2:3" xmlns:x="http://www.w3.org/1999/xlink" x:href="a"/>', "template-attribute"),
    ],
)
def test_what_fetches_or_runs_is_refused_at_its_line(content: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_drawing(SVG.format(content), "x.svg.j2")

    assert [(problem.code, str(problem.place)) for problem in caught.value.problems] == [(code, "x.svg.j2:3")]


@pytest.mark.parametrize(
    "svg", ["", "<svg>", "geen tekening", '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', "<svg><!-- x --></svg>"]
)
def test_what_is_no_drawing_is_a_problem_of_the_template(svg: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_drawing(svg, "x.svg.j2")

    assert str(caught.value.problems[0].place) == "x.svg.j2"


def test_characters_that_no_file_can_hold_are_left_out() -> None:
    assert b"<title>ab</title>" in read_drawing(SVG.format("<title>a\x00\x0b\ufffe\x85b</title>"), "x.svg.j2")
