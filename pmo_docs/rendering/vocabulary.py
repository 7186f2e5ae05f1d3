"""The small closed vocabulary of HTML between templates and writers: every writer covers all of it, and no more.

`ELEMENTS` gives, for every element, the attributes it may carry; `CLASSES` gives the classes that it may have.
Shape of a document::

    body
      header.running          running head of every page but the first: one line of text
      footer.running          foot of every page: text, with span[data-field=page] and span[data-field=pages]
      header.title-block      p.logo  p.status  p.kicker  h1  p.subtitle*
      dl.facts                dt, dd (one dd per dt): borderless two-column grid
      h2 h3 h4 h5 h6          h2.item is an agenda item; span.number hangs left, span.timing stands right
      p ul ol li table ...    prose; ol.footnotes holds the notes that sup.note refers to
      aside.decision | aside.action | aside.request    p.label, then prose: stands out by a rule at the left
      section.box             prose in a frame (what is asked of the reader)
      section[data-orientation=landscape]              pages turned
"""

from __future__ import annotations

GLOBAL = frozenset({"class", "lang", "id"})

ELEMENTS: dict[str, frozenset[str]] = {
    "body": frozenset({"data-watermark"}),
    "header": frozenset(),
    "footer": frozenset(),
    "section": frozenset({"data-orientation"}),
    "aside": frozenset(),
    "h1": frozenset(),
    "h2": frozenset(),
    "h3": frozenset(),
    "h4": frozenset(),
    "h5": frozenset(),
    "h6": frozenset(),
    "p": frozenset(),
    "ul": frozenset(),
    "ol": frozenset({"start"}),
    "li": frozenset(),
    "dl": frozenset(),
    "dt": frozenset(),
    "dd": frozenset(),
    "blockquote": frozenset(),
    "pre": frozenset(),
    "hr": frozenset(),
    "figure": frozenset(),
    "figcaption": frozenset(),
    "img": frozenset({"src", "alt", "title"}),
    "table": frozenset(),
    "caption": frozenset(),
    "colgroup": frozenset(),
    "col": frozenset(),
    "thead": frozenset(),
    "tbody": frozenset(),
    "tfoot": frozenset(),
    "tr": frozenset(),
    "th": frozenset({"scope"}),
    "td": frozenset(),
    "strong": frozenset(),
    "em": frozenset(),
    "del": frozenset(),
    "ins": frozenset(),
    "code": frozenset(),
    "sub": frozenset(),
    "sup": frozenset(),
    "a": frozenset({"href", "title"}),
    "br": frozenset(),
    "span": frozenset({"data-field"}),
}

CLASSES: dict[str, frozenset[str]] = {
    "header": frozenset({"running", "title-block"}),
    "footer": frozenset({"running"}),
    "section": frozenset({"box"}),
    "aside": frozenset({"decision", "action", "request"}),
    "h2": frozenset({"item"}),
    # logo: the picture of the organisation; kicker: kind of document; subtitle: date, time, place;
    # status: a word in an outlined label;
    # label: first line of a decision or action; meta: small grey line below a heading; lead: summary in one breath
    "p": frozenset({"logo", "kicker", "subtitle", "status", "label", "meta", "lead", "total", "signature"}),
    "ul": frozenset({"tasks"}),
    # footnotes: the notes of a text, each with its id; note: the number that refers to one, a link to it
    "ol": frozenset({"footnotes"}),
    "sup": frozenset({"note"}),
    "dl": frozenset({"facts"}),
    # facts: written by our templates, full width; columns have widths by meaning
    "table": frozenset({"list", "notes"}),
    # number and date are narrow and never broken; short is a few words; text takes what is left
    "col": frozenset({"number", "date", "short", "text"}),
    # right: figures, right-aligned and tabular; left, centre: what a table in the notes asks for; nowrap: unbroken
    "th": frozenset({"right", "left", "centre", "nowrap"}),
    "td": frozenset({"right", "left", "centre", "nowrap", "total"}),
    # number, timing: parts of an agenda item's heading; quiet: small grey; late: overdue, in bold;
    # mark: a sign such as a tick box, from the symbol font; rag-*: shape of a RAG status in its colour
    "span": frozenset(
        {"number", "timing", "quiet", "late", "mark", "nowrap"}
        | {"rag-red", "rag-amber", "rag-green", "rag-grey", "rag-blue"}
    ),
}

# Elements without content, and those in which white space is kept as written.
VOID = frozenset({"br", "hr", "img", "col"})
BLOCKS = frozenset(
    {"header", "footer", "section", "aside", "p", "ul", "ol", "dl", "blockquote", "pre", "hr", "figure", "table"}
    | {f"h{level}" for level in range(1, 7)}
)
