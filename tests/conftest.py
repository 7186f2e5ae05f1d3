"""What many tests need: the catalogues, and people who are always the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pmo_docs.language import Catalogues, Language, read_catalogue
from pmo_docs.model.people import Person
from pmo_docs.readers.people import Directory

ROOT = Path(__file__).parent.parent

# The commands speak the language of the system; the tests expect English, wherever they run.
os.environ["LC_ALL"] = "C.UTF-8"


@pytest.fixture(autouse=True)
def no_cache_of_the_user(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test reads is kept for that test alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def catalogues() -> Catalogues:
    folder = ROOT / "templates" / "languages"
    return Catalogues(
        {
            path.stem: read_catalogue(path.stem, path.read_text(encoding="utf-8"))
            for path in sorted(folder.glob("*.yaml"))
        }
    )


@pytest.fixture
def dutch(catalogues: Catalogues) -> Language:
    return catalogues["nl"]


@pytest.fixture
def english(catalogues: Catalogues) -> Language:
    return catalogues["en"]


@pytest.fixture
def directory() -> Directory:
    people = (
        Person("Jansen", "jansen", "M."),
        Person("Bakker", "bakker", "K."),
        Person("Berg", "berg", "P.", prefix="van den", organisation="Kade Software BV"),
        Person("Vries", "vries", "A.", prefix="de"),
        Person("Vries", "vries2", "T.", prefix="de"),
    )
    return Directory({person.id: person for person in people})
