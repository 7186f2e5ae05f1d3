from __future__ import annotations

import pytest

from pmo_docs.model.problems import InvalidInput
from pmo_docs.rendering.parsing import parse, serialise


def test_white_space_is_folded_as_a_browser_does() -> None:
    body = parse("<body>\n  <p> Een \n regel  <strong>vet</strong> en\u00a0vast </p>\n</body>")

    assert serialise(body) == "<body><p>Een regel <strong>vet</strong> en\u00a0vast</p></body>"


def test_code_keeps_its_white_space() -> None:
    body = parse("<body><pre><code>a\n  b</code></pre></body>")

    assert serialise(body) == "<body><pre><code>a\n  b</code></pre></body>"


def test_an_element_knows_the_line_it_was_written_on() -> None:
    body = parse('<body data-source="x.j2:1"><p data-source="x.j2:7">a <em>b</em></p></body>')

    assert [(element.name, element.source) for element in body.walk()] == [
        ("body", "x.j2:1"),
        ("p", "x.j2:7"),
        ("em", "x.j2:7"),
    ]


def test_everything_outside_the_vocabulary_is_reported_at_once_with_its_line() -> None:
    html = (
        '<body data-source="x.j2:1"><marquee data-source="x.j2:3">x</marquee>'
        '<p data-source="x.j2:4" style="color:red">y</p><p class="loud" data-source="x.j2:5">z</p></body>'
    )

    with pytest.raises(InvalidInput) as caught:
        parse(html)

    assert [(problem.code, problem.place.line) for problem in caught.value.problems] == [
        ("template-element", 3),
        ("template-attribute", 4),
        ("template-class", 5),
    ]


def test_an_element_that_is_not_closed_is_reported() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse('<body data-source="x.j2:1"><p data-source="x.j2:2">een <strong data-source="x.j2:2">twee</p></body>')

    assert caught.value.problems[0].code == "template-nesting"
    assert caught.value.problems[0].place.line == 2


def test_text_that_looks_like_markup_stays_text() -> None:
    body = parse("<body><p>a &lt;b&gt; &amp; c</p></body>")

    assert body.text == "a <b> & c"
    assert serialise(body) == "<body><p>a &lt;b&gt; &amp; c</p></body>"
