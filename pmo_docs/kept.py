"""What was read of a body, kept for the next command: five hundred meetings need not be read to answer a question.

It is known by everything that it follows from: the bytes of its files, the names of all others, the program itself.
What does not fit any more is read anew, and so is what cannot be trusted: nothing but the classes of the model is made
of it, and only when nobody else can have written it.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from pmo_docs.files import bundled_templates, save
from pmo_docs.model.problems import InvalidInput
from pmo_docs.model.subjects import SubjectKind
from pmo_docs.pipeline import open_workspace
from pmo_docs.readers import subjects
from pmo_docs.readers.dates import DateOrder
from pmo_docs.readers.subjects import Found
from pmo_docs.readers.workspace import Workspace

_OWN = ("pmo_docs.model.", "pmo_docs.readers.subjects")
_FEWEST_PARTS = 2
# A process takes a third of a second to start, a meeting some ten milliseconds to read.
_FEWEST_PROCESSES, _FEWEST_MEETINGS = 2, 100
_OTHERS = frozenset(
    {
        ("builtins", "frozenset"), ("builtins", "set"), ("datetime", "date"), ("datetime", "time"),
        ("decimal", "Decimal"), ("fractions", "Fraction"), ("pathlib", "Path"), ("pathlib", "PosixPath"),
        ("pathlib", "WindowsPath"),
    }
)  # fmt: skip


class Kept:
    """The bodies of a workspace as it is now; every file of it is looked at once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._root = workspace.shelf.root
        self._contents: dict[Path, tuple[bytes, bytes]] = {}

    def body(self, source: Path) -> Found:
        """What `subjects.find` says of a body; quicker when it was asked before and nothing has changed since.

        Raises InvalidInput as that does.
        """
        place, key = _place(source), self._key(source.stem)
        found = _read(place, key)
        if found is None:
            found = subjects.find(self._workspace, SubjectKind.BODY, source)
            # What cannot be kept is read again the next time.
            with suppress(InvalidInput, pickle.PicklingError, OSError):
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                save(key + pickle.dumps(found, protocol=5), place)
                place.chmod(0o600)
        return found

    def prepare(self, sources: Iterable[Path]) -> None:
        """Read bodies that are not kept yet, in as many processes as there are cores, when that is worth it."""
        missing = [one for one in sources if not _holds(_place(one), self._key(one.stem))]
        sizes = {one: len(self._meetings.get(one.stem, ())) for one in missing}
        count = min(len(missing), os.cpu_count() or 1)
        if count < _FEWEST_PROCESSES or sum(sizes.values()) < _FEWEST_MEETINGS:
            return
        parts: list[list[Path]] = [[] for _ in range(count)]
        for one in sorted(missing, key=lambda one: -sizes[one]):
            min(parts, key=lambda part: sum(sizes[each] for each in part)).append(one)
        # Imported here, because most commands start no processes.
        from concurrent.futures import ProcessPoolExecutor

        # Where processes cannot be started they are read one after the other.
        with suppress(OSError, RuntimeError), ProcessPoolExecutor(count) as pool:
            list(pool.map(_keep, [(self._root, self._workspace.date_order, part) for part in parts]))

    def _key(self, body_id: str) -> bytes:
        """What everything that is read for a body comes down to."""
        proof = self._shared.copy()
        name = f"{body_id.casefold()}/".encode()
        for other, paths in self._meetings.items():
            for path in paths:
                content, words = self._content(path)
                # Another body may say something of its actions.
                if other == body_id or name in words:
                    proof.update(content)
        return proof.digest()

    def _content(self, path: Path) -> tuple[bytes, bytes]:
        """What a file of notes comes down to, and those words of it in which a body may be named."""
        if path not in self._contents:
            found = _bytes(path)
            words = (word.casefold() for word in found.decode(errors="replace").split() if "/" in word)
            self._contents[path] = (hashlib.sha256(found).digest(), " ".join(words).encode())
        return self._contents[path]

    @cached_property
    def _shared(self) -> hashlib._Hash:
        """The program, the names of all files, and what stands in those that every body may need."""
        where = (str(self._root.resolve()), os.getcwd(), self._workspace.date_order)  # noqa: PTH109
        proof = hashlib.sha256(repr(where).encode())
        for folder in (Path(__file__).parent, bundled_templates() / "languages"):
            for path in sorted(folder.rglob("*.*")):
                if path.suffix in (".py", ".yaml"):
                    status = path.stat()
                    proof.update(f"{path.name} {status.st_size} {status.st_mtime_ns}\n".encode())
        for path, parts in self._files:
            proof.update(f"{parts}\n".encode())
            if len(parts) == 1 or parts[0] in ("bodies", "registers", "templates"):
                proof.update(hashlib.sha256(_bytes(path) if path.suffix in (".yaml", ".log") else b"").digest())
        return proof

    @cached_property
    def _meetings(self) -> dict[str, list[Path]]:
        """The files in the folders of the bodies."""
        found: dict[str, list[Path]] = {}
        for path, parts in self._files:
            if len(parts) > _FEWEST_PARTS and parts[0] == "meetings" and path.suffix == ".md":
                found.setdefault(parts[1], []).append(path)
        return found

    @cached_property
    def _files(self) -> list[tuple[Path, tuple[str, ...]]]:
        """Every file of the workspace and its path below it."""
        found = []
        for folder, names, files in os.walk(self._root):
            names[:] = [name for name in names if not name.startswith((".", "~")) and name != "output"]
            parts = Path(folder).relative_to(self._root).parts
            found += [(Path(folder, name), (*parts, name)) for name in files]
        return sorted(found)


def _keep(part: tuple[Path, DateOrder | None, Sequence[Path]]) -> None:
    """Read some bodies of a workspace in a process of its own; what is wrong with them is said when they are used."""
    root, date_order, sources = part
    kept = Kept(open_workspace(root, date_order))
    for source in sources:
        with suppress(InvalidInput):
            kept.body(source)


def _place(source: Path) -> Path:
    return _folder() / f"{hashlib.sha256(str(source.resolve()).encode()).hexdigest()[:24]}.kept"


def _holds(place: Path, key: bytes) -> bool:
    """Whether something is kept under a key, of whomever."""
    try:
        with place.open("rb") as file:
            return file.read(len(key)) == key
    except OSError:
        return False


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _folder() -> Path:
    """Where programs keep what they can do without."""
    named = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(named) if named else Path.home() / ".cache") / "pmo-docs"


class _Unpickler(pickle.Unpickler):
    """Makes nothing but what a model consists of."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _OTHERS:
            return super().find_class(module, name)
        # A name with dots would lead on to what the module itself imports.
        found = super().find_class(module, name) if module.startswith(_OWN) and "." not in name else None
        if isinstance(found, type) and found.__module__ == module:
            return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _read(place: Path, key: bytes) -> Found | None:
    """What is kept under a key; None when there is nothing, or when somebody else may have written it."""
    try:
        status = place.lstat()
        is_own = not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)
        if not stat.S_ISREG(status.st_mode) or not is_own:
            return None
        data = place.read_bytes()
        if not data.startswith(key):
            return None
        found = _Unpickler(io.BytesIO(data[len(key) :])).load()
    except Exception:
        return None
    return found if isinstance(found, Found) else None
