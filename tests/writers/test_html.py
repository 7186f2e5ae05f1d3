from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from pmo_docs.model.problems import InvalidInput, Problem
from pmo_docs.rendering.tree import Image, RenderedDocument
from pmo_docs.writers import html

MakeDocument = Callable[..., RenderedDocument]


class Page(HTMLParser):
    """The text between the tags, the tags with their attributes, and the style."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.text, self.style, self.tags = "", "", list[tuple[str, dict[str, str | None]]]()
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "style" and not self.style:
            self.style = data
        else:
            self.text += f" {data} "

    def values(self, tag: str, attribute: str) -> list[str | None]:
        return [attributes[attribute] for name, attributes in self.tags if name == tag and attribute in attributes]


def test_all_text_of_the_document_is_there_in_order(sample: RenderedDocument):
    text = "".join(Page(html.write(sample)).text.split())
    body = "".join(child.text for child in sample.body.elements if "running" not in child.classes)

    assert "".join(body.split()) in text


def test_nothing_is_fetched_and_nothing_runs(sample: RenderedDocument):
    data = html.write(sample).decode()
    page = Page(data.encode())

    assert not {"script", "link", "iframe", "object", "base"} & {tag for tag, _ in page.tags}
    assert not re.search(r"url\(|@import|@font-face", page.style)
    assert all(source.startswith("data:image/png;base64,") for source in page.values("img", "src") if source)
    assert not any(name.startswith("on") or name == "style" for _, attributes in page.tags for name in attributes)


def test_the_policy_allows_its_own_style_alone(sample: RenderedDocument):
    page = Page(html.write(sample))
    digest = b64encode(sha256(page.style.encode()).digest()).decode()
    policies = [attributes["content"] for tag, attributes in page.tags if tag == "meta" and "http-equiv" in attributes]

    assert policies == [f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'"]


def test_a_picture_travels_inside_the_file(make_document: MakeDocument, picture: Image):
    page = Page(html.write(make_document('<p><img src="foto.png" alt="Schets"></p>')))

    assert page.values("img", "src") == [f"data:image/png;base64,{b64encode(picture.data).decode()}"]


def test_the_foot_stands_once_at_the_end_without_page_numbers(sample: RenderedDocument):
    text = " ".join(Page(html.write(sample)).text.split())

    assert text.endswith("Verslag Stuurgroep Zaaksysteem · Concept · 2026-10-27-minutes.nl · intern")
    assert "Pagina" not in text


def test_what_follows_the_page_numbers_in_the_foot_stays(make_document: MakeDocument):
    foot = '<footer class="running">Verslag · Pagina <span data-field="page"></span> · intern</footer>'
    text = Page(html.write(make_document(f"<body>{foot}<h1>Verslag</h1></body>"))).text

    assert " ".join(text.split()).endswith("Verslag · intern")


def test_title_and_language_are_set(sample: RenderedDocument):
    data = html.write(sample).decode()

    assert "<title>Verslag Stuurgroep &amp; co</title>" in data
    assert '<html lang="nl">' in data


def test_text_cannot_become_markup(make_document: MakeDocument):
    data = html.write(make_document("<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</p>")).decode()

    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;</p>" in data


def test_a_style_cannot_end_its_own_element(make_document: MakeDocument):
    data = html.write(make_document("<p>tekst</p>", style="/* </style><script>alert(1)</script> */")).decode()

    assert data.count("</style>") == 1
    assert "script" not in {tag for tag, _ in Page(data.encode()).tags}


def test_a_link_to_nowhere_becomes_text_and_is_reported(make_document: MakeDocument):
    problems: list[Problem] = []
    page = Page(html.write(make_document('<p><a href="#weg">daar</a></p>'), problems.append))

    assert page.values("a", "href") == []
    assert [problem.code for problem in problems] == ["link-target"]


@pytest.mark.parametrize("source", ["file:///etc/passwd", "http://127.0.0.1:9/a.png", "data:text/html,x"])
def test_a_picture_that_did_not_come_with_the_document_is_an_error(source: str, make_document: MakeDocument):
    with pytest.raises(InvalidInput, match="image-missing"):
        html.write(make_document(f'<p><img src="{source}" alt="a"></p>'))


def test_the_same_document_gives_the_same_bytes(sample: RenderedDocument):
    assert html.write(sample) == html.write(sample)
