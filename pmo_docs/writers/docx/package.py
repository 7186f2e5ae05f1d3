"""The Word file as a package: the same parts are the same bytes, whenever and wherever they are written."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The earliest moment that a zip file can name.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"


def repack(package: bytes) -> bytes:
    """The package with its parts in order and without dates."""
    stream = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(stream, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            entry = ZipInfo(name, _LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return stream.getvalue()
