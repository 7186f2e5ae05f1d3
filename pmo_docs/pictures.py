"""The pictures that notes point at: read when they lie in the workspace and are sound, else replaced by their words."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pmo_docs.files import LARGEST_IMAGE, Shelf
from pmo_docs.model.problems import InvalidInput, Place, Problem, Severity
from pmo_docs.rendering.tree import Element, Image

MOST_PIXELS = 50_000_000
# What Word and PDF both take as it is; other sound pictures become PNG.
_KEPT = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}
_READABLE = (*_KEPT, "WEBP", "BMP", "TIFF")


@dataclass
class Pictures:
    """Reads pictures relative to the folder of the notes.

    `missing` gives the words that stand in for a picture that cannot be printed; `severity` is how bad that is.
    `drawn` are the charts that templates show, by the source that they name.
    """

    shelf: Shelf
    folder: Path
    missing: Callable[[str], str]
    severity: Severity
    drawn: Mapping[str, Image] = field(default_factory=dict)
    images: dict[str, Image] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    def placed(self, element: Element) -> Element:
        """The element with every picture named as in `images`, or replaced by words."""
        if element.name == "img":
            return self._picture(element)
        if not any(below.name == "img" for below in element.walk()):
            return element
        children = tuple(child if isinstance(child, str) else self.placed(child) for child in element.children)
        return replace(element, children=children)

    def _picture(self, element: Element) -> Element:
        source, alt = element.attributes.get("src", ""), element.attributes.get("alt", "")
        if source in self.drawn:
            self.images[source] = self.drawn[source]
            return element
        try:
            name = self._names.get(source) or self._read(source, element.source)
        except InvalidInput as unusable:
            self.problems += [replace(problem, severity=self.severity) for problem in unusable.problems]
            return Element("span", {"class": "quiet"}, (f"[{self.missing(alt or source)}]",), element.source)
        self._names[source] = name
        return replace(element, attributes={**element.attributes, "src": name, "alt": alt or Path(source).stem})

    def _read(self, source: str, written_at: str) -> str:
        file, _, line = written_at.rpartition(":")
        place = Place(file, int(line or 0))
        url = urlsplit(source)
        if url.scheme in ("http", "https") or url.netloc:
            raise InvalidInput([Problem("image-remote", place, {"source": source})])
        if url.scheme and len(url.scheme) > 1:
            raise InvalidInput([Problem("image-outside", place, {"source": source})])
        path = self.folder / unquote(url.path)
        if not self.shelf.holds(path):
            raise InvalidInput([Problem("image-outside", place, {"source": source})])
        if not path.is_file():
            raise InvalidInput([Problem("image-missing", place, {"source": source})])
        image = _sound(self.shelf.data(path, LARGEST_IMAGE), Problem("image-unusable", place, {"source": source}))
        name = f"image-{len(self.images) + 1}"
        self.images[name] = image
        return name


def read_logo(shelf: Shelf, path: Path, place: Place) -> Image:
    """The picture of the organisation, 14 mm high at 96 pixels to an inch; raises InvalidInput when it is not sound."""
    problem = Problem("image-unusable", place, {"source": path.name})
    logo = _sound(shelf.data(path, LARGEST_IMAGE), problem)
    height = round(14 / 25.4 * 96)
    return replace(logo, width=max(1, round(logo.width * height / max(logo.height, 1))), height=height)


def _sound(data: bytes, problem: Problem) -> Image:
    """The picture, decoded once to know that it is whole; raises InvalidInput when it is not."""
    import PIL.Image

    try:
        with PIL.Image.open(io.BytesIO(data), formats=_READABLE) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise InvalidInput([replace(problem, code="image-too-large")])
            picture.load()
            if picture.format in _KEPT and picture.mode != "CMYK":
                return Image(data, _KEPT[picture.format], width, height)
            converted = io.BytesIO()
            picture.convert("RGBA" if picture.has_transparency_data else "RGB").save(converted, "PNG")
            return Image(converted.getvalue(), "image/png", width, height)
    except (OSError, ValueError, SyntaxError, PIL.Image.DecompressionBombError) as error:
        raise InvalidInput([problem]) from error
