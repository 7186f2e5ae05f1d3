from __future__ import annotations

import time
from xml.etree.ElementTree import Element, SubElement

import pytest

from pmo_docs.model.problems import Place, Problem, Severity
from pmo_docs.readers import markdown
from pmo_docs.readers.markdown.links import without_punctuation

NOTES = """\
# Kop

Regel een
regel *twee*

- punt
  - onder

> citaat

| a |
|---|
| 1 |
| 2 |

```
code
```
"""


def html(text: str) -> str:
    return "".join(map(markdown.to_html, markdown.parse(text)))


def problems_of(text: str, first_line: int = 1) -> list[Problem]:
    problems: list[Problem] = []
    markdown.parse(text, first_line, None, "notes.md", problems)
    return problems


def test_every_block_knows_its_line() -> None:
    blocks = markdown.parse(NOTES, first_line=5)

    lines = [(element.tag, int(element.get("data-line", ""))) for block in blocks for element in block.iter("tr")]
    assert [(block.tag, block.get("data-line")) for block in blocks] == [
        ("h1", "5"),
        ("p", "7"),
        ("ul", "10"),
        ("blockquote", "13"),
        ("table", "15"),
        ("pre", "20"),
    ]
    assert lines == [("tr", 15), ("tr", 17), ("tr", 18)]


def test_the_lines_survive_sanitising() -> None:
    assert html("a\n\n- b\n\n  c") == (
        '<p data-line="1">a</p>'
        '<ul data-line="3"><li data-line="3"><p data-line="3">b</p><p data-line="5">c</p></li></ul>'
    )


def test_raw_html_has_the_line_on_which_it_starts() -> None:
    assert html("a\n\n<div>b</div>") == '<p data-line="1">a</p><p data-line="3">b</p>'


def test_a_comment_leaves_the_lines_of_a_paragraph_in_place() -> None:
    seen: list[str] = []

    def note(root: Element) -> None:
        seen.extend(element.text or "" for element in root.iter("p"))

    blocks = markdown.parse("een <!-- x\nx\nx --> twee\ndrie\n\nvier", transform=note)

    assert seen == ["een \n\ntwee\ndrie", "vier"]
    assert blocks[1].get("data-line") == "6"


def test_a_definition_before_a_paragraph_moves_its_line() -> None:
    (block,) = markdown.parse("[a]: b\n[c]: d\ntekst")

    assert (block.text, block.get("data-line")) == ("tekst", "3")


def test_blocks_can_be_reworked_while_their_text_is_still_markdown() -> None:
    def split(root: Element) -> None:
        paragraph = root[0]
        first, second = (paragraph.text or "").split("\n")
        paragraph.text = first
        added = SubElement(root, "p", {"data-line": "2"})
        added.text = second

    blocks = markdown.parse("*een*\n**twee**", transform=split)

    assert [markdown.inline_html(block) for block in blocks] == ["<em>een</em>", "<strong>twee</strong>"]


def test_a_task_carries_its_state_until_its_box_is_drawn() -> None:
    states: list[tuple[str | None, str | None]] = []

    def note(root: Element) -> None:
        states.extend((item.get(markdown.TASK), item[0].text) for item in root.iter("li"))

    markdown.parse("- [ ] een\n- [x] twee\n- drie", transform=note)

    assert states == [("open", "een"), ("done", "twee"), (None, "drie")]


def test_a_task_that_was_taken_out_leaves_no_box() -> None:
    def take(root: Element) -> None:
        for item in root.iter("li"):
            item.attrib.pop(markdown.TASK)

    (block,) = markdown.parse("- [ ] een", transform=take)

    assert markdown.to_html(block) == '<ul data-line="1"><li data-line="1">een</li></ul>'


def test_inline_html_leaves_blocks_out() -> None:
    (block,) = markdown.parse("# a <div>*b*</div> [c](d.md)")

    assert markdown.inline_html(block) == 'a  <em>b</em>  <a href="d.md">c</a>'


def test_plain_text_is_what_a_reader_sees() -> None:
    (block,) = markdown.parse("- [ ] **a** &amp; `b<c>`\n- [x] [d](e) <u>f</u>")

    assert markdown.plain_text(block) == "a & b<c>\nd f"


def test_prose_has_no_lines() -> None:
    assert markdown.prose("a\n\n- *b*") == "<p>a</p><ul><li><em>b</em></li></ul>"


def test_a_comment_that_never_ends_is_an_error_where_it_starts() -> None:
    problems = problems_of("een\n\ntwee <!-- drie\n\nvier", first_line=10)

    assert problems == [Problem("comment-open", Place("notes.md", 12))]


def test_code_that_never_ends_is_a_warning_where_it_starts() -> None:
    problems = problems_of("een\n\n```\ntwee")

    assert problems == [Problem("fence-open", Place("notes.md", 3), severity=Severity.WARNING)]


@pytest.mark.parametrize(
    "notes",
    ["\n".join("  " * depth + "- x" for depth in range(60)), "> " * 60 + "x", "- " * 5000 + "x", ">" * 100_000],
)
def test_nesting_has_a_limit(notes: str) -> None:
    problems = problems_of(notes)

    assert [problem.code for problem in problems] == ["nesting"]


def test_what_is_nested_too_deep_keeps_its_words() -> None:
    (block,) = markdown.parse("> " * 60 + "woord")

    assert markdown.plain_text(block).endswith("> woord")


@pytest.mark.parametrize("notes", ["[" * 1001, "[" * 2000 + "]" * 2000, "x\n" + "![" * 50_000])
def test_too_many_brackets_are_an_error(notes: str) -> None:
    problems = problems_of(notes)

    assert problems == [Problem("markdown-brackets", Place("notes.md", 1))]


def test_too_many_signs_in_one_text_are_an_error() -> None:
    assert [problem.code for problem in problems_of("*a*" * 20_000)] == ["markdown-signs"]


@pytest.mark.parametrize("sign", ["[](", "`a ", "<a ", "<!-- a -->", "\\", "*a_ ", "[a](b", "a@", "| ", "- a\n", "&"])
def test_repeated_signs_are_read_in_time(sign: str) -> None:
    begun = time.perf_counter()
    html(sign * 1_600)

    assert time.perf_counter() - begun < 5


def test_signs_that_mark_inner_nodes_are_dropped_from_the_notes() -> None:
    assert html("a\x02klzzwxh:0000\x03b") == '<p data-line="1">aklzzwxh:0000b</p>'


def test_nested_html_is_put_in_order_however_deep_it_goes() -> None:
    block = markdown.prose("<blockquote>woord " * 1_000)

    assert markdown.plain_text(block).split() == ["woord"] * 1_000


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://example.org/a.", "https://example.org/a"),
        ("https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("https://example.org/a)).", "https://example.org/a"),
        ("https://example.org/a&amp;", "https://example.org/a"),
        ("https://example.org/a**", "https://example.org/a"),
        ("https://example.org/?a=1&b=2!", "https://example.org/?a=1&b=2"),
    ],
)
def test_punctuation_after_an_address_belongs_to_the_sentence(written: str, address: str) -> None:
    assert without_punctuation(written) == address


def test_the_words_of_a_paragraph_are_one_line() -> None:
    (block,) = markdown.parse("een\ntwee<br>drie")

    assert markdown.plain_text(block) == "een twee drie"


@pytest.mark.parametrize(
    "notes",
    ["|" + "a|" * 5_000 + "\n" + "|-" * 5_000 + "|\n" + "|\n" * 50_000, "<table>" + "<tr><td colspan=999999>" * 5_000],
)
def test_a_few_bytes_do_not_make_millions_of_cells(notes: str) -> None:
    assert len(html(notes)) < 5_000_000
