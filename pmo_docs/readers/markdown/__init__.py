"""Markdown as it reads on GitHub, as HTML within the vocabulary, every block at its line."""

from pmo_docs.readers.markdown.blocks import LINE, LOOSE, RAW, TASK
from pmo_docs.readers.markdown.html import inline_html, plain_text, to_html
from pmo_docs.readers.markdown.parser import parse, prose

__all__ = ["LINE", "LOOSE", "RAW", "TASK", "inline_html", "parse", "plain_text", "prose", "to_html"]
