"""Documents for the writers: any body, with the house style that comes with pmo-docs."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import PIL.Image
import pytest

from pmo_docs.rendering.parsing import parse
from pmo_docs.rendering.tree import HouseStyle, Image, Metadata, RenderedDocument

TEMPLATES = Path(__file__).parent.parent.parent / "templates"


@dataclass(frozen=True)
class MakeDocument:
    stylesheet: str
    picture: Image

    def __call__(self, content: str, *, style: str = "", images: Mapping[str, Image] | None = None) -> RenderedDocument:
        body = content if content.startswith("<body") else f"<body><h1>Verslag</h1>{content}</body>"
        return RenderedDocument(
            parse(body),
            "nl",
            Metadata(
                "Verslag Stuurgroep & co",
                "PMO",
                "Verslag",
                "Z-2026-0147",
                ("migratie",),
                datetime(2026, 10, 27, 16, tzinfo=UTC),
            ),
            HouseStyle(self.stylesheet + style, b"", TEMPLATES / "fonts"),
            {"foto.png": self.picture} if images is None else images,
        )


@pytest.fixture(scope="session")
def picture() -> Image:
    data = io.BytesIO()
    PIL.Image.new("RGB", (90, 40), "#e8eef4").save(data, "PNG")
    return Image(data.getvalue(), "image/png", 90, 40)


@pytest.fixture(scope="session")
def make_document(picture: Image) -> MakeDocument:
    return MakeDocument((TEMPLATES / "print.css").read_text(encoding="utf-8"), picture)


@pytest.fixture(scope="session")
def sample(make_document: MakeDocument) -> RenderedDocument:
    return make_document(Path(__file__).with_name("sample.html").read_text(encoding="utf-8"))
