"""A rendered document becomes a file: `WRITERS` gives the writer of every output format."""

from __future__ import annotations

from collections.abc import Callable

from pmo_docs.rendering.tree import RenderedDocument
from pmo_docs.writers import docx, html, pdf
from pmo_docs.writers.page import Report

Writer = Callable[[RenderedDocument, Report], bytes]
"""From a document to the bytes of a file; what is odd but does not stop it goes to the report."""

WRITERS: dict[str, Writer] = {"docx": docx.write, "pdf": pdf.write, "html": html.write}
