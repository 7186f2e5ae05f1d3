"""Link reference definitions: `[label]: address "title"` at the start of a paragraph."""

from __future__ import annotations

import re
from html import unescape

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# A label that starts with `^` is a footnote, whose words must stay in the text.
_DEFINITION = re.compile(
    r"""
    [ ]{0,3} \[ (?!\^) (?P<label> (?: [^\[\]\\] | \\. ){1,999} ) \]:
    [ ]*\n?[ ]* (?: <(?P<pointed> (?: [^<>\\\n] | \\. )* )> | (?P<bare> [^\s<]\S* ) )
    (?:
        (?: [ ]+ | [ ]*\n[ ]* )
        (?P<title> "(?:[^"\\]|\\.)*+" | '(?:[^'\\]|\\.)*+' | \((?:[^()\\]|\\.)*+\) )
        (?= [ ]* (?: \n | \Z ) )
    )?
    [ ]* (?: \n | \Z )
    """,
    re.VERBOSE | re.DOTALL,
)

_PARENTHESIS_OR_END = re.compile(r"[()\s]")
_DEEPEST_PARENTHESIS = 32

# Address and title, which may be empty, by label.
References = dict[str, tuple[str, str]]


def take_definitions(text: str, references: References) -> str:
    """The text without the definitions it starts with, which are added to `references`."""
    position = 0
    while (found := _DEFINITION.match(text, position)) and (key := normalised(found["label"])):
        address = found["bare"] or found["pointed"]
        if found["bare"] and end_of_address(address, 0) != len(address):
            break
        title = found["title"]
        references.setdefault(key, (unescaped(address), unescaped(title[1:-1]) if title else ""))
        position = found.end()
    return text[position:]


def normalised(label: str) -> str:
    """The label as it is looked up: letter case and line breaks make no difference."""
    return " ".join(label.split()).casefold()


def unescaped(text: str) -> str:
    """The text with its backslash escapes and character references resolved."""
    return unescape(_ESCAPED.sub(r"\1", text))


def end_of_address(data: str, start: int) -> int:
    """Where an address without pointed brackets around it ends; -1 when its parentheses do not come in pairs."""
    depth = 0
    position = start
    while found := _PARENTHESIS_OR_END.search(data, position):
        position = found.start()
        if found.group() == "(" and depth < _DEEPEST_PARENTHESIS:
            depth += 1
        elif found.group() == ")" and depth:
            depth -= 1
        else:
            return -1 if depth else position
        position += 1
    return -1 if depth else len(data)
