"""What every key of the files means, in the languages that there are: for the editor, the manual and new files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pmo_docs.files import bundled_templates
from pmo_docs.language import snake_case

_FILES = "_files"


@dataclass(frozen=True)
class Descriptions:
    """The descriptions in one language."""

    texts: Mapping[str, Mapping[str, str]]

    def of_kind(self, kind: str) -> str:
        """What a kind of file is for; `kind` is a name in KINDS."""
        return self.texts[_FILES][kind]

    def of_key(self, model: type, key: str) -> str:
        """What a key of a record means."""
        return self.texts[snake_case(model.__name__)][key]


@cache
def read_descriptions(language: str) -> Descriptions:
    """The descriptions in a language that pmo-docs has them in, else in English."""
    import yaml

    folder = bundled_templates() / "languages" / "keys"
    path: Path = next(path for path in (folder / f"{language}.yaml", folder / "en.yaml") if path.is_file())
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return Descriptions(yaml.load(path.read_text(encoding="utf-8"), Loader=loader))
