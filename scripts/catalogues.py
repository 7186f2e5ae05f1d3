"""Makes messages.mo, which Python reads, of every messages.po in templates/languages; `--check` only compares."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent.parent / "templates" / "languages"


def compiled(source: Path) -> bytes:
    """The catalogue as Python reads it."""
    with source.open("rb") as file:
        catalogue = read_po(file)
    result = io.BytesIO()
    write_mo(result, catalogue)
    return result.getvalue()


def main() -> None:
    for source in sorted(FOLDER.glob("*/LC_MESSAGES/messages.po")):
        target, data = source.with_suffix(".mo"), compiled(source)
        if "--check" not in sys.argv:
            target.write_bytes(data)
        elif not target.is_file() or target.read_bytes() != data:
            sys.exit(f"{target.name} is not up to date: run `make docs`")


if __name__ == "__main__":
    main()
