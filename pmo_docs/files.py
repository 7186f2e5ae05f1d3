"""Reading sources, finding templates and saving output: the only place that touches the disk."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from pmo_docs.model.problems import InvalidInput, Place, Problem, Severity

WORKSPACE_FILE = "pmo.yaml"
MEGABYTE = 1_000_000
LARGEST_SOURCE = 2 * MEGABYTE
LARGEST_IMAGE = 30_000_000

# How often, and how many seconds apart, to see whether somebody else is ready with a file.
_TRIES, _PAUSE = 100, 0.05
# What is done under a lock takes a moment: one that is so many seconds old is of a process that was killed.
_STALE = 30

# In the wheel the templates are inside the package, in a checkout beside it.
_BUNDLED = (Path(__file__).parent / "templates", Path(__file__).parent.parent / "templates")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def bundled_templates() -> Path:
    """The folder with the templates that come with pmo-docs."""
    return next(folder for folder in _BUNDLED if folder.is_dir())


def find_workspace(start: Path) -> Path | None:
    """The nearest folder from `start` upward that holds a pmo.yaml."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / WORKSPACE_FILE).is_file()), None)


def shown(path: Path) -> str:
    """The path as people read it: from the current folder when it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except (ValueError, OSError, RuntimeError):
        return str(path)


def is_file(path: Path) -> bool:
    """Whether there is a file that can be looked at: not for a loop of links, a locked folder or an endless name."""
    try:
        return path.is_file()
    except (OSError, RuntimeError, ValueError):
        return False


def below(path: Path, folder: Path) -> Path | None:
    """The path as seen from a folder, None when it lies elsewhere; a link counts where it lies, not where it leads."""
    path, folder = (Path(os.path.abspath(each)) for each in (path, folder))  # noqa: PTH100 - links stay links
    try:
        if path.is_relative_to(folder):
            return path.relative_to(folder)
        return (path.parent.resolve() / path.name).relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return None


@dataclass(frozen=True)
class Shelf:
    """Everything that making documents may read: one folder of sources and the templates, nothing else.

    `root` is the workspace, or the folder of a lone file. `read` remembers every file that was asked for.
    """

    root: Path
    read: set[Path] = field(default_factory=set)

    def text(self, path: Path, largest: int = LARGEST_SOURCE) -> tuple[str, tuple[Problem, ...]]:
        """The text of a source, line ends as `\\n`, and what is odd about it.

        Raises InvalidInput when it cannot be read, has more than `largest` bytes or is not UTF-8.
        """
        data = self.data(path, largest)
        return _decoded(data, shown(path))

    def data(self, path: Path, largest: int) -> bytes:
        """The bytes of a file below the root; raises InvalidInput when it is missing or too large."""
        place = Place(shown(path))
        if not self.holds(path):
            raise InvalidInput([Problem("file-outside", place)])
        self.read.add(path)
        try:
            if not path.is_file():
                raise InvalidInput([Problem("not-a-file" if path.is_dir() else "file-missing", place)])
            size = path.stat().st_size
            if size > largest:
                raise InvalidInput(
                    [Problem("file-too-large", place, {"size": _megabytes(size), "limit": _megabytes(largest)})]
                )
            return path.read_bytes()
        except OSError as error:
            values = {"message": error.strerror or str(error)}
            raise InvalidInput([Problem("file-unreadable", place, values)]) from error

    def holds(self, path: Path) -> bool:
        """Whether the file lies below the root, links resolved."""
        try:
            return path.resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError, ValueError):
            return False

    def matching(self, pattern: str) -> tuple[Path, ...]:
        """The files below the root that match, in order of their names; hidden ones are not looked at."""
        return tuple(path for path in self._named(pattern) if is_file(path))

    def mistaken(self, pattern: str) -> tuple[Path, ...]:
        """What is named as the files below the root that match, and is no file: a folder, a link to nothing."""
        return tuple(path for path in self._named(pattern) if not is_file(path))

    def _named(self, pattern: str) -> list[Path]:
        return sorted(path for path in self.root.glob(pattern) if not _is_hidden(path.relative_to(self.root)))

    def locked_folders(self) -> Iterator[Path]:
        """The folders below the root that nobody may look into: what is in them is not seen at all."""
        for folder, names, _ in os.walk(self.root):
            names[:] = sorted(name for name in names if not _is_hidden(Path(name)))
            locked = [name for name in names if not os.access(Path(folder, name), os.R_OK | os.X_OK)]
            names[:] = [name for name in names if name not in locked]
            yield from (Path(folder, name) for name in locked)

    def find_template(self, name: str) -> Path | None:
        """A template of the workspace, else the one that comes with pmo-docs; never outside those folders."""
        for folder in self._template_folders():
            path = folder / name
            if is_file(path) and path.resolve().is_relative_to(folder.resolve()):
                self.read.add(path)
                return path
        return None

    def _template_folders(self) -> tuple[Path, ...]:
        """Those of the workspace first; what lies beside a lone file is nobody's template."""
        own = (self.root / "templates",) if (self.root / WORKSPACE_FILE).is_file() else ()
        return (*own, bundled_templates())

    def template_text(self, name: str) -> tuple[str, Path] | None:
        """The text of a template and where it was found."""
        path = self.find_template(name)
        return (path.read_text(encoding="utf-8"), Path(shown(path))) if path else None

    def languages(self) -> Iterator[tuple[str, str, Path]]:
        """Code, text and file of every language catalogue; raises InvalidInput for one that cannot be read."""
        codes = {path.stem for folder in self._template_folders() for path in folder.glob("languages/*.yaml")}
        for code in sorted(codes):
            path = self.find_template(f"languages/{code}.yaml")
            if path:
                yield code, _decoded(path.read_bytes(), shown(path))[0], path


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "~")) for part in path.parts)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


def _decoded(data: bytes, file: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InvalidInput([Problem("file-encoding", Place(file, line), {"encoding": _guess(data)})]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = []
    for match in _FORBIDDEN.finditer(text):
        line, column = text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start())
        values = {"code": f"U+{ord(match[0]):04X}"}
        if match[0] == "\x00":
            raise InvalidInput([Problem("file-binary", Place(file, line, column))])
        problems.append(Problem("control-character", Place(file, line, column), values, Severity.WARNING))
    return _FORBIDDEN.sub("", text), tuple(problems[:20])


def _guess(data: bytes) -> str:
    return "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "Windows-1252"


def save(data: bytes, path: Path) -> None:
    """Write a file as a whole: whoever interrupts leaves the old file or the new one, never half of one.

    Raises InvalidInput when it cannot be written; the old file is whole then.
    """
    try:
        _replace(data, path)
    except OSError as error:
        values = {"message": error.strerror or str(error)}
        raise InvalidInput([Problem("write-failed", Place(shown(path)), values)]) from error


def save_new(data: bytes, path: Path) -> None:
    """Write a file that is not there yet; raises InvalidInput when it is, or cannot be written."""
    if os.path.lexists(path):
        raise InvalidInput([Problem("file-exists", Place(shown(path)))])
    save(data, path)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep others who change a file by reading and writing it waiting meanwhile.

    The lock of a process that was killed does not count. Raises InvalidInput when somebody else does not get ready
    within five seconds.
    """
    lock = path.with_name(f".{path.name}.lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        for _ in range(_TRIES):
            with suppress(FileExistsError):
                os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
                break
            with suppress(FileNotFoundError):
                if time.time() - lock.stat().st_mtime > _STALE:
                    lock.unlink()
                    continue
            time.sleep(_PAUSE)
        else:
            raise InvalidInput([Problem("file-locked", Place(shown(path)), {"lock": shown(lock)})])
    except OSError as error:
        values = {"message": error.strerror or str(error)}
        raise InvalidInput([Problem("write-failed", Place(shown(path)), values)]) from error
    try:
        yield
    finally:
        with suppress(OSError):
            lock.unlink()


def _replace(data: bytes, path: Path) -> None:
    import tempfile  # here: `--help` need not wait for it

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(path.parent)


def _mode(path: Path) -> int:
    """Who may do what with a file: as before, for a new one as the user's system says."""
    try:
        status = path.lstat()
    except OSError:
        status = None
    if status and stat.S_ISREG(status.st_mode):
        return stat.S_IMODE(status.st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
