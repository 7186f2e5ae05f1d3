"""What WeasyPrint may read while it makes a PDF: the document's own pictures and the files of its house style."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from weasyprint.urls import URLFetcher, URLFetcherResponse

from pmo_docs.rendering.tree import Image

# The scheme under which a page names the pictures that come with it; nothing else answers to it.
PICTURE = "picture"

_STYLE_FILES = frozenset({".css", ".ttf", ".otf", ".woff", ".woff2", ".svg", ".png", ".jpg", ".jpeg", ".gif"})


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]
    """Serves `pictures` by address and the style's files below `folder`; `refused` remembers what else was asked for.

    WeasyPrint goes on without what it cannot get, sometimes in silence, so look at `refused` afterwards.
    """

    def __init__(self, pictures: Mapping[str, Image], folder: Path) -> None:
        super().__init__(allowed_protocols=frozenset({"data"}), allow_redirects=False)
        self._pictures = pictures
        self._folder = folder.resolve()
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        try:
            return self._serve(url, headers)
        except (OSError, ValueError, LookupError):
            self.refused.append(url)
            raise

    def _serve(self, url: str, headers: Mapping[str, str] | None) -> URLFetcherResponse:
        address = urlsplit(url)
        if address.scheme == PICTURE:
            picture = self._pictures[url]
            return URLFetcherResponse(url, picture.data, {"Content-Type": picture.media_type})
        if address.scheme == "file":
            return self._style_file(url, address.netloc, address.path)
        if url.lower().startswith("data:image/"):
            return super().fetch(url, headers)
        raise ValueError(f"not served: {url}")

    def _style_file(self, url: str, host: str, path: str) -> URLFetcherResponse:
        file = Path(url2pathname(path)).resolve()
        if host or not file.is_relative_to(self._folder) or file.suffix.lower() not in _STYLE_FILES:
            raise ValueError(f"not a file of the house style: {url}")
        media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": media_type})
