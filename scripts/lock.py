"""Write requirements.lock: every package, its version and the hashes of its files, in three sections.

`make lock` runs this with uv at hand; `scripts/set-up` installs the sections.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

PROJECT = Path(__file__).parent.parent
HEAD = "# Written by `make lock` from pyproject.toml, for Python 3.11 and newer; `scripts/set-up` installs it.\n"


def sections() -> dict[str, tuple[str, list[str]]]:
    """What each section is for, and the requirements of pyproject.toml that belong to it."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    project = settings["project"]
    return {
        "use": ("What pmo-docs needs to run.", project["dependencies"]),
        "build": ("What installs pmo-docs itself.", settings["build-system"]["requires"]),
        "test": ("What its tests need besides.", project["optional-dependencies"]["test"]),
    }


def resolve(requirements: list[str], within: dict[str, str] | None = None) -> dict[str, str]:
    """The entries of the lock for these requirements and all that they need, by name of the package."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as constraints:
        constraints.write("".join((within or {}).values()))
        constraints.flush()
        compiled = subprocess.run(
            (
                *(sys.executable, "-m", "uv", "pip", "compile", "--quiet", "-", "--constraints", constraints.name),
                *("--universal", "--python-version", "3.11", "--only-binary", ":all:"),
                *("--generate-hashes", "--no-header", "--no-annotate"),
            ),
            input="\n".join(requirements),
            text=True,
            check=True,
            stdout=subprocess.PIPE,
        )
    entries = re.split(r"^(?=\w)", compiled.stdout, flags=re.MULTILINE)
    return {entry.split("==")[0]: entry for entry in entries if entry}


def main() -> None:
    wanted = sections()
    everything = resolve([requirement for _, requirements in wanted.values() for requirement in requirements])
    text, written = HEAD, set[str]()
    for name, (purpose, requirements) in wanted.items():
        packages = sorted(resolve(requirements, everything).keys() - written)
        text += f"\n# [{name}] {purpose}\n" + "".join(everything[package] for package in packages)
        written.update(packages)
    (PROJECT / "requirements.lock").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
