"""PDF for reading and sending: tagged, accessible (PDF/UA-1), and the same bytes on every run."""

from __future__ import annotations

import logging
import os
import threading
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from pmo_docs.model.problems import NOWHERE, InvalidInput, Problem, Severity
from pmo_docs.rendering.tree import Element, Image, RenderedDocument
from pmo_docs.writers.columns import with_column_widths
from pmo_docs.writers.footnotes import with_footnotes
from pmo_docs.writers.page import Report, change, check_images, ignore, page, place, style_sheet, without_dead_links

if TYPE_CHECKING:
    from types import TracebackType

_WATERMARK = "picture:watermark"
_NO_SYSTEM_FONTS = Path(__file__).with_name("no-system-fonts.conf")

# Without harfbuzz-subset WeasyPrint has fontTools make the fonts smaller; what that remarks is for makers of fonts.
logging.getLogger("fontTools").addHandler(logging.NullHandler())


class PangoMissing(Exception):
    """The system libraries that set the text of a PDF are not installed."""


def write(rendered: RenderedDocument, report: Report = ignore) -> bytes:
    """The document as a PDF, laid out by its style sheet.

    `report` gets what is odd but harmless: a character that no font has, a link to nowhere. Raises PangoMissing, and
    InvalidInput when the document or its style asks for a file that is not its own or cannot be laid out.
    """
    check_images(rendered)
    body = without_dead_links(with_footnotes(rendered.body), report)
    addresses = {name: f"picture:{number}" for number, name in enumerate(rendered.images)}
    pictures = {addresses[name]: image for name, image in rendered.images.items()}
    sheets = [_font_faces(rendered.style.fonts), style_sheet(rendered.style)]
    if watermark := body.attributes.get("data-watermark"):
        from pmo_docs.writers.watermark import drawn  # here: only a concept needs the outlines of letters

        pictures[_WATERMARK] = drawn(watermark, rendered.style.fonts)
        sheets.append(f"@page {{ background: url({_WATERMARK}) center / contain no-repeat }}")
    body = with_column_widths(change(body, lambda element: _for_layout(element, addresses)))
    with _own_fonts_only():
        data, log = _laid_out(page(rendered, "", body), sheets, rendered.style.fonts.parent, pictures)
    if log.missing:
        report(_missing(log.missing, rendered.body))
    return data


class _Log(logging.Handler):
    """What WeasyPrint says in this thread: its errors, and the characters for which it found no glyph."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.errors: list[str] = []
        self.missing: set[str] = set()
        self._thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread != self._thread:
            return
        if record.levelno >= logging.ERROR or record.msg.startswith("Font-face"):
            self.errors.append(record.getMessage())
        elif record.msg.startswith(".notdef") and isinstance(record.args, tuple):
            self.missing.add(str(record.args[0]))

    def __enter__(self) -> _Log:
        logging.getLogger("weasyprint").addHandler(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        logging.getLogger("weasyprint").removeHandler(self)


def _laid_out(html: str, sheets: list[str], folder: Path, pictures: Mapping[str, Image]) -> tuple[bytes, _Log]:
    try:
        with redirect_stdout(StringIO()):  # it also prints what is missing
            from weasyprint import CSS, HTML  # here: half a second that `--help` and Word need not pay
            from weasyprint.text.fonts import FontConfiguration
    except OSError as error:
        raise PangoMissing from error
    from pmo_docs.writers.fetching import OwnFilesOnly
    from pmo_docs.writers.finishing import finish

    fetcher, fonts = OwnFilesOnly(pictures, folder), FontConfiguration()
    with _Log() as log:
        try:
            # Only the style has an address: relative links in the text stay as they are written.
            base = f"{folder.resolve().as_uri()}/"
            styles = [CSS(string=sheet, base_url=base, url_fetcher=fetcher, font_config=fonts) for sheet in sheets]
            data: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(
                stylesheets=styles, font_config=fonts, pdf_variant="pdf/ua-1", finisher=finish
            )
        except Exception as error:  # odd content makes layout fail in ways that nobody has listed
            log.errors.append(f"{type(error).__name__}: {error}")
            data = b""
    problems = [Problem("pdf-refused", values={"address": address}) for address in fetcher.refused]
    problems += [Problem("pdf-layout", values={"reason": reason}) for reason in log.errors if not fetcher.refused]
    if problems:
        raise InvalidInput(problems)
    return data, log


@contextmanager
def _own_fonts_only() -> Iterator[None]:
    """No font of the machine is seen, so that the pages are the same on every machine."""
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(_NO_SYSTEM_FONTS)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "No fonts configured in FontConfig")
            yield
    finally:
        if before is None:
            del os.environ["FONTCONFIG_FILE"]
        else:
            os.environ["FONTCONFIG_FILE"] = before


def _font_faces(folder: Path) -> str:
    """Rules that make the fonts of the folder known by their own names; Pango does not survive without any."""
    fonts = sorted(folder.glob("*.[ot]tf"))
    if not fonts:
        raise FileNotFoundError(f"no fonts in {folder}")
    return " ".join(
        f'@font-face {{ font-family: "{font.stem.partition("-")[0]}"; src: url({font.resolve().as_uri()}) }}'
        for font in fonts
    )


def _for_layout(element: Element, addresses: Mapping[str, str]) -> Element:
    """What WeasyPrint takes in another form: pictures by address, and where a list starts to count."""
    added = {}
    if element.name == "img":
        added["src"] = addresses[element.attributes["src"]]
    elif element.name == "ol" and element.attributes.get("start", "").isdecimal():
        added["style"] = f"counter-reset: list-item {int(element.attributes['start']) - 1}"
    return replace(element, attributes={**element.attributes, **added}) if added else element


def _missing(characters: set[str], body: Element) -> Problem:
    where = (place(element) for element in body.walk() if _own_text(element) & characters)
    named = ", ".join(f"{character} (U+{ord(character):04X})" for character in sorted(characters))
    return Problem("glyph-missing", next(where, NOWHERE), {"characters": named}, Severity.WARNING)


def _own_text(element: Element) -> set[str]:
    return {character for child in element.children if isinstance(child, str) for character in child}
