from __future__ import annotations

import hashlib
import io
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from pmo_docs.model.problems import InvalidInput, Problem
from pmo_docs.rendering.tree import Element, Image, RenderedDocument
from pmo_docs.rendering.vocabulary import ELEMENTS
from pmo_docs.writers import docx
from pmo_docs.writers.docx.columns import Column, column_widths
from pmo_docs.writers.docx.document import BLOCK_FUNCTIONS, INLINE_FUNCTIONS, PARTS
from pmo_docs.writers.docx.ooxml import millimetres, qualified
from pmo_docs.writers.docx.reference import build_reference
from tests.tools import find_tool
from tests.writers.word_text import W, paragraphs, read

Write = Callable[..., bytes]

ROOT = Path(__file__).parent.parent.parent
VAL = f"{W}val"


@pytest.fixture(scope="session")
def write(make_document: Callable[..., RenderedDocument]) -> Write:
    def written(content: str, **changes: object) -> bytes:
        return docx.write(with_reference(replace(make_document(content), **changes)))

    return written


@pytest.fixture(scope="session")
def sample_file(sample: RenderedDocument) -> bytes:
    return docx.write(with_reference(sample))


def with_reference(rendered: RenderedDocument) -> RenderedDocument:
    return replace(rendered, style=replace(rendered.style, word_reference=build_reference()))


def values(element: etree._Element, name: str, attribute: str = "val") -> list[str]:
    return [found.get(W + attribute, "") for found in element.iter(W + name)]


def body_of(write: Write, content: str) -> list[tuple[str, str]]:
    return paragraphs(write(f"<body>{content}</body>"))


# The vocabulary


def test_every_element_of_the_vocabulary_has_a_function() -> None:
    assert set(BLOCK_FUNCTIONS) | set(INLINE_FUNCTIONS) | PARTS == set(ELEMENTS)
    assert not set(BLOCK_FUNCTIONS) & set(INLINE_FUNCTIONS)


def test_the_file_says_what_the_document_says(sample: RenderedDocument, sample_file: bytes) -> None:
    blocks = [block for block in sample.body.elements if "running" not in block.classes]

    written = "".join(text for _, text in paragraphs(sample_file))

    assert letters(written) == letters("".join(block.text for block in blocks))


def letters(text: str) -> str:
    return "".join(text.split())


def test_an_element_where_it_cannot_stand_is_a_problem_at_its_line(write: Write) -> None:
    with pytest.raises(InvalidInput) as caught:
        write('<body><p>x</p><li data-source="agenda.html.j2:7">y</li></body>')

    (problem,) = caught.value.problems
    assert (problem.code, str(problem.place), problem.values) == ("word-element", "agenda.html.j2:7", {"element": "li"})


def test_pages_do_not_turn_within_a_block(write: Write) -> None:
    with pytest.raises(InvalidInput, match="word-element"):
        write('<body><blockquote><section data-orientation="landscape"><p>x</p></section></blockquote></body>')


def test_a_picture_that_was_not_read_is_a_problem(write: Write) -> None:
    with pytest.raises(InvalidInput, match="image-missing"):
        write('<body><p><img src="weg.png" alt="weg"></p></body>')


def test_a_style_that_the_reference_document_lacks_is_a_problem(make_document: Callable[..., RenderedDocument]) -> None:
    rendered = with_reference(make_document("<p>x</p>"))
    reference = rewritten(rendered.style.word_reference, b'w:val="Body Text"', b'w:val="Proza"')

    with pytest.raises(InvalidInput) as caught:
        docx.write(replace(rendered, style=replace(rendered.style, word_reference=reference)))

    assert caught.value.problems == (Problem("word-style", values={"style": "Body Text"}),)


def rewritten(package: bytes, old: bytes, new: bytes) -> bytes:
    result = io.BytesIO()
    with ZipFile(io.BytesIO(package)) as source, ZipFile(result, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return result.getvalue()


def test_a_link_to_nowhere_is_reported(make_document: Callable[..., RenderedDocument]) -> None:
    reported: list[Problem] = []

    docx.write(with_reference(make_document('<p><a href="#weg">weg</a></p>')), reported.append)

    assert [problem.code for problem in reported] == ["link-target"]


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\ufffe", "\uffff", "\ud800"])
def test_a_character_that_no_xml_can_hold_is_left_out(
    make_document: Callable[..., RenderedDocument], character: str
) -> None:
    text = f"a{character}b"
    body = Element(
        "body",
        {"data-watermark": text, "lang": "nl"},
        (
            Element("p", children=(text, Element("a", {"href": f"https://x/{text}", "title": text}, (text,)))),
            Element("p", children=(Element("img", {"src": "foto.png", "alt": text, "title": text}),)),
            Element("table", children=(Element("caption", children=(text,)), row(text))),
        ),
    )
    rendered = with_reference(make_document("<p>x</p>"))
    metadata = replace(rendered.metadata, title=text, author=text, keywords=(text,))

    written = docx.write(replace(rendered, body=body, metadata=metadata))

    assert [text for _, text in paragraphs(written)] == ["abab", "", "ab", "ab"]


def row(text: str) -> Element:
    return Element("tr", children=(Element("td", children=(text,)),))


# Styles


def test_the_title_block_is_kicker_title_subtitle_and_status(sample_file: bytes) -> None:
    assert paragraphs(sample_file)[:4] == [
        ("Status", "Concept"),
        ("Kicker", "Verslag"),
        ("Title", "Stuurgroep Zaaksysteem"),
        ("Subtitle", "34e vergadering · dinsdag 27 oktober 2026 · 13.30–15.00 uur · Stadhuis, kamer 2.14"),
    ]


def test_a_fact_is_a_label_a_tab_and_its_text(write: Write) -> None:
    facts = "<dt>Voorzitter</dt><dd>A. de Vries</dd><dt>Afwezig</dt><dd><p>T. Roover</p><p>K.</p></dd>"

    assert body_of(write, f'<dl class="facts">{facts}</dl>') == [
        ("Facts", "Voorzitter\tA. de Vries"),
        ("Facts", "Afwezig\tT. Roover"),
        ("Facts Continue", "K."),
    ]


def test_a_heading_is_one_level_up_because_the_title_is_none(write: Write) -> None:
    headings = "".join(f"<h{level}>{level}</h{level}>" for level in range(1, 7))

    assert body_of(write, headings) == [
        ("Title", "1"),
        *((f"heading {level}", str(level + 1)) for level in range(1, 6)),
    ]


def test_an_agenda_item_is_a_heading_with_number_and_timing_at_tabs(write: Write) -> None:
    item = (
        '<h2 class="item"><span class="number">2</span> Planning <em>nu</em> '
        '<span class="timing">ter besluitvorming · 20 minuten</span></h2>'
    )

    written = write(f"<body>{item}</body>")

    style = named_style(written, "Agenda Item")
    assert paragraphs(written) == [("Agenda Item", "2\tPlanning nu\tter besluitvorming · 20 minuten")]
    assert values(style, "basedOn") == ["Heading1"]


def named_style(written: bytes, name: str) -> etree._Element:
    return next(
        style for style in read(written, "word/styles.xml").iter(f"{W}style") if values(style, "name") == [name]
    )


@pytest.mark.parametrize(("kind", "style"), [("decision", "Decision"), ("action", "Action"), ("request", "Request")])
def test_what_stands_out_has_a_label_and_a_text_style_of_its_own(write: Write, kind: str, style: str) -> None:
    aside = f'<aside class="{kind}"><p class="label">Besluit 112</p><p>Ja.</p></aside>'

    assert body_of(write, aside) == [(f"{style} Label", "Besluit 112"), (style, "Ja.")]


def test_the_line_beside_a_decision_runs_on_along_a_list_in_it(write: Write) -> None:
    aside = '<aside class="decision"><p>Ja:</p><ul><li>a<ul><li>b</li></ul></li></ul></aside>'

    written = write(f"<body>{aside}</body>")

    lines = named_style(written, "Decision").find(f"{W}pPr/{W}pBdr")
    assert [etree.tostring(found) for found in read(written).iter(f"{W}pBdr")] == [etree.tostring(lines)] * 2


def test_the_heading_of_a_box_stands_in_its_frame(write: Write) -> None:
    box = '<section class="box"><h2>Gevraagd</h2><p>Instemmen.</p></section>'

    written = write(f"<body>{box}</body>")

    frames = [named_style(written, name).find(f"{W}pPr/{W}pBdr") for name in ("Box Heading", "Box")]
    assert paragraphs(written) == [("Box Heading", "Gevraagd"), ("Box", "Instemmen.")]
    assert etree.tostring(frames[0]) == etree.tostring(frames[1])


@pytest.mark.parametrize(
    ("name", "style"),
    [("lead", "Lead"), ("meta", "Meta"), ("total", "Total"), ("signature", "Signature")],
)
def test_a_paragraph_with_a_class_has_a_style(write: Write, name: str, style: str) -> None:
    assert body_of(write, f'<p class="{name}">x</p>') == [(style, "x")]


def test_quotation_code_and_terms_have_styles(write: Write) -> None:
    content = "<blockquote><p>q</p></blockquote><pre><code>a\n  b\n</code></pre><dl><dt>t</dt><dd>u</dd></dl><hr>"

    assert body_of(write, content) == [
        ("Quote", "q"),
        ("Code", "a\n  b"),
        ("Body Text", "t"),
        ("List Continue", "u"),
        ("Rule", ""),
    ]


@pytest.mark.parametrize(
    ("html", "style"),
    [
        ("<strong>x</strong>", "Strong"),
        ("<em>x</em>", "Emphasis"),
        ("<code>x</code>", "CodeChar"),
        ('<span class="quiet">x</span>', "Quiet"),
        ('<span class="late">x</span>', "Late"),
        ('<span class="mark">☐</span>', "Mark"),
        ('<span class="rag-red">◆</span>', "RAGRed"),
        ('<span class="rag-blue">■</span>', "RAGBlue"),
    ],
)
def test_letters_that_differ_have_a_character_style(write: Write, html: str, style: str) -> None:
    assert values(read(write(f"<body><p>{html}</p></body>")), "rStyle") == [style]


def test_bold_and_italic_together_are_both_seen(write: Write) -> None:
    (run,) = read(write("<body><p><strong><em>x</em></strong></p></body>")).iter(f"{W}r")

    assert (values(run, "rStyle"), len(list(run.iter(f"{W}i")))) == (["Strong"], 1)


def test_bold_within_a_bold_heading_stays_bold(write: Write) -> None:
    (run,) = read(write('<body><h2><span class="late">x</span></h2></body>')).iter(f"{W}r")

    assert (values(run, "rStyle"), len(list(run.iter(f"{W}b")))) == (["Late"], 1)


def test_changes_positions_and_breaks_are_kept(write: Write) -> None:
    content = "<p><del>a</del><ins>b</ins>H<sub>2</sub>O m<sup>2</sup><br>c</p>"

    document = read(write(f"<body>{content}</body>"))

    assert len(list(document.iter(f"{W}strike"))) == 1
    assert values(document, "u") == ["single"]
    assert values(document, "vertAlign") == ["subscript", "superscript"]
    assert len(list(document.iter(f"{W}br"))) == 1


def test_unbroken_text_has_no_place_to_break(write: Write) -> None:
    document = read(write('<body><p><span class="nowrap">34-1 a</span></p></body>'))

    assert [element.text for element in document.iter(f"{W}t")] == ["34", "1\u00a0a"]
    assert len(list(document.iter(f"{W}noBreakHyphen"))) == 1


def test_languages_are_those_of_the_document_and_of_its_parts(write: Write) -> None:
    written = write('<body><p>Een <span lang="en">cat</span></p><p lang="de">Katze</p></body>')

    assert values(read(written), "lang") == ["en-GB", "de-DE"]
    assert values(read(written, "word/styles.xml"), "lang") == ["nl-NL"]


# Links and pictures


def test_links_to_the_web_and_to_mailboxes_are_links(write: Write) -> None:
    written = write(
        '<body><p><a href="https://example.org/a?b=1&amp;c=2" title="Stukken">een</a> '
        '<a href="mailto:a@example.org">twee</a></p></body>'
    )

    relations = read(written, "word/_rels/document.xml.rels")
    targets = {relation.get("Id"): relation.get("Target") for relation in relations}
    links = list(read(written).iter(f"{W}hyperlink"))
    assert [targets[link.get(qualified("r:id"))] for link in links] == [
        "https://example.org/a?b=1&c=2",
        "mailto:a@example.org",
    ]
    assert links[0].get(f"{W}tooltip") == "Stukken"


@pytest.mark.parametrize("address", ["stuk.pdf", "javascript:alert(1)", "file:///etc/passwd", "", "http://[x"])
def test_any_other_link_is_plain_text(write: Write, address: str) -> None:
    written = write(f'<body><p><a href="{address}">stuk</a></p></body>')

    assert paragraphs(written) == [("Body Text", "stuk")]
    assert not list(read(written).iter(f"{W}hyperlink"))


def test_a_picture_has_its_alternative_text_and_its_own_size(write: Write) -> None:
    content = '<figure><img src="foto.png" alt="Schets &amp; plan"><figcaption>Schets</figcaption></figure>'

    written = write(f"<body>{content}</body>")

    (properties,) = read(written).iter(qualified("wp:docPr"))
    (extent,) = read(written).iter(qualified("wp:extent"))
    assert properties.get("descr") == "Schets & plan"
    assert (extent.get("cx"), extent.get("cy")) == (str(90 * 9525), str(40 * 9525))
    assert paragraphs(written) == [("Figure", ""), ("Figure Caption", "Schets")]


def test_a_large_picture_is_as_wide_as_the_text(write: Write, picture: Image) -> None:
    large = replace(picture, width=4000, height=1000)

    written = write('<body><p><img src="a" alt=""></p></body>', images={"a": large})

    (extent,) = read(written).iter(qualified("wp:extent"))
    assert int(extent.get("cx")) == pytest.approx(millimetres(159) * 635, rel=1e-3)
    assert int(extent.get("cy")) == pytest.approx(int(extent.get("cx")) / 4, abs=1)


def test_a_picture_shown_twice_is_kept_once(write: Write) -> None:
    written = write('<body><p><img src="foto.png" alt="a"><img src="foto.png" alt="b"></p></body>')

    names = [name for name in ZipFile(io.BytesIO(written)).namelist() if name.startswith("word/media/")]
    numbers = [properties.get("id") for properties in read(written).iter(qualified("wp:docPr"))]
    assert (names, numbers) == (["word/media/image1.png"], ["1", "2"])


def test_a_footnote_and_the_number_that_refers_to_it_are_linked_both_ways(write: Write) -> None:
    written = write(
        '<body><p>Een<sup class="note"><a href="#note_0000000a_0" id="note_0000000a_0_1">1</a></sup></p>'
        '<ol class="footnotes"><li id="note_0000000a_0">noot <a href="#note_0000000a_0_1">↩</a></li></ol></body>'
    )

    document = read(written)
    marks, links = values(document, "bookmarkStart", "name"), values(document, "hyperlink", "anchor")
    assert links == marks[::-1] == ["note_0000000a_0", "note_0000000a_0_1"]
    assert [style for style, _ in paragraphs(written)] == ["Body Text", "Rule", "List Number"]


# Lists


def test_lists_are_real_and_know_their_level(write: Write) -> None:
    content = "<ul><li>a<ul><li>b<ul><li>c<ul><li>d</li></ul></li></ul></li></ul></li></ul>"

    written = write(f"<body>{content}</body>")

    assert [style for style, _ in paragraphs(written)] == ["List Bullet", "List Bullet 2"] + ["List Bullet 3"] * 2
    assert values(read(written), "ilvl") == ["0", "1", "2", "3"]


def test_every_numbered_list_counts_from_its_own_start(write: Write) -> None:
    written = write('<body><ol><li>a</li></ol><ol start="7"><li>b<ol><li>c</li></ol></li></ol></body>')

    numbering = read(written, "word/numbering.xml")
    numbers = values(read(written), "numId")
    starts = {
        number.get(f"{W}numId"): (values(number, "lvlOverride", "ilvl"), values(number, "startOverride"))
        for number in numbering.iter(f"{W}num")
    }
    assert len(set(numbers)) == 3
    assert [starts[number] for number in numbers] == [(["0"], ["1"]), (["0"], ["7"]), (["1"], ["1"])]


def test_paragraphs_and_tables_in_an_item_stand_below_its_text(write: Write) -> None:
    content = "<ul><li><p>a</p><p>b</p><table><tr><td>c</td></tr></table><p>d</p></li></ul>"

    written = write(f"<body>{content}</body>")

    left = named_style(written, "List Continue").find(f"{W}pPr/{W}ind").get(f"{W}left")
    assert paragraphs(written) == [
        ("List Bullet", "a"),
        ("List Continue", "b"),
        ("Table Text", "c"),
        ("List Continue", "d"),
    ]
    assert values(read(written), "tblInd", "w") == [left]


def test_a_task_is_its_tick_box_a_tab_and_its_text(write: Write) -> None:
    content = '<ul class="tasks"><li><span class="mark">☑</span> Gedaan</li></ul>'

    assert body_of(write, content) == [("List Task", "☑\tGedaan")]


# Tables

TABLE = (
    '<table class="list"><caption>Acties</caption>'
    '<colgroup><col class="number"><col class="text"><col class="date"></colgroup>'
    '<thead><tr><th scope="col">Nr</th><th scope="col">Actie</th>'
    '<th scope="col" class="right">Wanneer</th></tr></thead>'
    '<tbody><tr><td class="nowrap">34-1</td><td>Stuurt rond <span class="quiet">Planning</span></td>'
    '<td class="right">1 dec 2026 <span class="late">3 weken te laat</span></td></tr>'
    '<tr><th scope="row">x</th><td></td></tr></tbody>'
    '<tfoot><tr><td class="total">Totaal</td><td></td><td class="right total">9</td></tr></tfoot></table>'
)


def test_a_table_has_its_caption_above_and_its_cells_in_order(write: Write) -> None:
    assert body_of(write, TABLE) == [
        ("caption", "Acties"),
        ("Table Head", "Nr"),
        ("Table Head", "Actie"),
        ("Table Head Number", "Wanneer"),
        ("Table Text", "34-1"),
        ("Table Text", "Stuurt rond\nPlanning"),
        ("Table Number", "1 dec 2026\n3 weken te laat"),
        ("Table Row Head", "x"),
        ("Table Text", ""),
        ("Table Text", ""),
        ("Table Text", "Totaal"),
        ("Table Text", ""),
        ("Table Number", "9"),
    ]


def test_head_rows_repeat_and_rows_stay_on_one_page(write: Write) -> None:
    rows = list(read(write(f"<body>{TABLE}</body>")).iter(f"{W}tr"))

    assert [len(list(row.iter(f"{W}tblHeader"))) for row in rows] == [1, 0, 0, 0]
    assert all(len(list(row.iter(f"{W}cantSplit"))) == 1 for row in rows)


def test_a_table_says_what_it_is_to_who_cannot_see_it(write: Write) -> None:
    document = read(write(f"<body>{TABLE}</body>"))

    (look,) = document.iter(f"{W}tblLook")
    assert values(document, "tblCaption") == ["Acties"]
    assert values(document, "tblDescription") == ["Nr, Actie, Wanneer"]
    assert [look.get(W + name) for name in ("firstRow", "lastRow", "firstColumn")] == ["1", "1", "1"]


def test_every_row_has_a_cell_of_the_right_width_in_every_column(write: Write) -> None:
    document = read(write(f"<body>{TABLE}</body>"))

    grid = values(document, "gridCol", "w")
    assert sum(map(int, grid)) == pytest.approx(millimetres(159), abs=3)
    assert [values(row, "tcW", "w") for row in document.iter(f"{W}tr")] == [grid] * 4


def test_two_tables_after_each_other_stay_two(write: Write) -> None:
    table = "<table><tr><td>a</td></tr></table>"

    assert [style for style, _ in body_of(write, table * 2)] == ["Table Text", "Separator", "Table Text"]


def test_a_cell_holds_lists_and_ends_in_a_paragraph(write: Write) -> None:
    cell = "a<ul><li>b</li></ul><table><tr><td>c</td></tr></table>"

    assert body_of(write, f"<table><tr><td>{cell}</td></tr></table>") == [
        ("Table Text", "a"),
        ("Table List Bullet", "b"),
        ("Table Text", "c"),
        ("Table Text", ""),
    ]


def test_numbers_and_dates_keep_their_width_and_text_takes_the_rest() -> None:
    columns = [
        Column("number", ["Nr"], ["34‑1"]),
        Column("text", ["Actie"], ["woord " * 200]),
        Column("date", ["Wanneer"], ["1\u00a0dec\u00a02026"]),
    ]

    number, text, date = column_widths(columns, 9000, filled=True)

    assert number < 800 < date < 1500 < text
    assert number + text + date == pytest.approx(9000, abs=3)


def test_a_table_in_prose_is_no_wider_than_its_content() -> None:
    columns = [Column("", ["Onderdeel"], ["Licenties"]), Column("", ["Bedrag"], ["€ 12.500"])]

    assert sum(column_widths(columns, 9000, filled=False)) < 3000
    assert sum(column_widths(columns, 9000, filled=True)) == pytest.approx(9000, abs=3)


@pytest.mark.parametrize("count", [1, 8, 30])
def test_columns_never_stand_beyond_the_text(count: int) -> None:
    columns = [Column("short", ["Gegevensbeschermingseffectbeoordeling"], ["woord " * 50])] * count

    assert sum(column_widths(columns, 9000, filled=True)) <= 9000


# Pages


def test_the_running_head_stands_on_every_page_but_the_first(sample_file: bytes) -> None:
    document = read(sample_file)

    sections = list(document.iter(f"{W}sectPr"))
    assert [len(list(section.iter(f"{W}titlePg"))) for section in sections] == [1, 0]
    assert values(sections[0], "headerReference", "type") == ["default", "first"]
    assert values(sections[1], "headerReference", "type") == ["default"]
    assert paragraphs(sample_file, "word/header1.xml") == [("header", "Verslag Stuurgroep Zaaksysteem")]
    assert paragraphs(sample_file, "word/header2.xml") == [("header", "")]


@pytest.mark.parametrize("part", ["word/footer1.xml", "word/footer2.xml"])
def test_the_foot_counts_the_pages(sample_file: bytes, part: str) -> None:
    footer = read(sample_file, part)

    assert [instruction.text for instruction in footer.iter(f"{W}instrText")] == [" PAGE ", " NUMPAGES "]
    assert paragraphs(sample_file, part)[0][1].endswith("Pagina 1 van 1")


def test_pages_turn_and_turn_back(write: Write) -> None:
    turned = '<section data-orientation="landscape"><table><tr><td>b</td></tr></table></section>'

    document = read(write(f"<body><p>a</p>{turned}<p>c</p></body>"))

    sizes = [(size.get(f"{W}orient"), size.get(f"{W}w")) for size in document.iter(f"{W}pgSz")]
    assert sizes == [
        (None, str(millimetres(210))),
        ("landscape", str(millimetres(297))),
        (None, str(millimetres(210))),
    ]


def test_a_turned_page_at_the_end_is_the_last(write: Write) -> None:
    document = read(write('<body><p>a</p><section data-orientation="landscape"><p>b</p></section></body>'))

    assert values(document, "pgSz", "orient") == ["", "landscape"]
    assert document[0][-1].tag == f"{W}sectPr"


def test_the_watermark_is_on_every_page(sample_file: bytes) -> None:
    marks = [
        mark.get("string")
        for part in ("word/header1.xml", "word/header2.xml")
        for mark in read(sample_file, part).iter(qualified("v:textpath"))
        if mark.get("string")
    ]

    assert marks == ["Concept", "Concept"]


# The file


def test_the_reference_document_is_what_the_code_makes() -> None:
    committed = (ROOT / "templates" / "reference.docx").read_bytes()

    assert contents(committed) == contents(build_reference())


def contents(package: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_properties_say_what_the_document_is(sample: RenderedDocument, sample_file: bytes) -> None:
    properties = {etree.QName(element).localname: element.text for element in read(sample_file, "docProps/core.xml")}

    assert properties == {
        "title": sample.metadata.title,
        "creator": "PMO",
        "lastModifiedBy": "PMO",
        "subject": "Verslag",
        "identifier": "Z-2026-0147",
        "keywords": "migratie",
        "language": "nl-NL",
        "created": "2026-10-27T16:00:00Z",
        "modified": "2026-10-27T16:00:00Z",
        "revision": "1",
    }


def test_nothing_in_the_file_is_left_from_elsewhere(sample_file: bytes) -> None:
    parts = contents(sample_file)

    assert not [name for name in parts if "customXml" in name or "thumbnail" in name or "Effects" in name]
    assert not [name for name, content in parts.items() if b"python-docx" in content]


def test_the_parts_are_in_order_and_without_dates(sample_file: bytes) -> None:
    with ZipFile(io.BytesIO(sample_file)) as archive:
        names = archive.namelist()
        dates = {entry.date_time for entry in archive.infolist()}

    assert names[0] == "[Content_Types].xml"
    assert names[1:] == sorted(names[1:])
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_the_bytes_are_the_same_each_time_and_in_another_process(sample: RenderedDocument, sample_file: bytes) -> None:
    script = (
        "import hashlib, pickle, sys; from pmo_docs.writers import docx; "
        "print(hashlib.sha256(docx.write(pickle.load(sys.stdin.buffer))).hexdigest())"
    )
    process = subprocess.run(
        [sys.executable, "-c", script],
        input=pickle.dumps(with_reference(sample)),
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "PATH": ""},
    )

    assert docx.write(with_reference(sample)) == sample_file
    assert process.stdout.decode().strip() == hashlib.sha256(sample_file).hexdigest()


def test_the_word_library_is_not_imported_before_it_is_needed() -> None:
    script = "import pmo_docs.writers.docx, sys; print({'docx', 'lxml'} & set(sys.modules))"

    process = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, cwd=ROOT)

    assert process.stdout.decode().strip() == "set()"


@pytest.mark.parametrize(
    "command", [("ooxml-validator",), ("openxml-audit",), ("ooxml-integrity", "check", "--fail-on", "info")]
)
def test_validators_find_nothing(sample_file: bytes, tmp_path: Path, command: tuple[str, ...]) -> None:
    name, *arguments = command
    program = find_tool(name) or shutil.which(name, path=Path(sys.executable).parent)
    if program is None:
        pytest.skip(f"{name} is not installed")
    path = tmp_path / "sample.docx"
    path.write_bytes(sample_file)

    result = subprocess.run([program, *arguments, str(path)], capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout
