"""The words by which parts of notes are known, in all languages at once: headings, labels, columns, marks."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from itertools import combinations
from string import ascii_letters, digits, punctuation

from pmo_docs.language import Catalogues

# Most texts have none of the signs that mean something; several readers look at each.
_SPECIAL = re.compile("[*_`~<\\[&\\\\\u00a0\u200b-\u200f\u2060\ufeff\u00ad]|  \n")
_SPACES = re.compile(r"(?<=\S)[ \t\u00a0]{2,}(?=\S)")
_LINK = re.compile(r"!?\[(?P<words>[^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])")
_BREAK = re.compile(r"<br\s*/?>|(?:\\|\s{2,})\n", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_AUTOLINK = re.compile(r"<((?:https?|mailto):[^<>\s]+|[\w.+-]+@[\w.-]+)>")
_MARKUP = re.compile(r"\*+|~~|`+|(?<!\w)_+|_+(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# A line that is shorter was ended by the writer.
FULL_LINE = 60
# What tells a language: so many small words, so many times as many as in any other, in the first so many signs.
_FEWEST, _AHEAD, _LONG_ENOUGH = 8, 1.5, 20_000
# A heading of more words is a sentence.
_MOST_WORDS, _LONGEST_HEADING = 8, 120
_MAY_END = ")]}?!%+#'’\"€$"
_SIGNS = frozenset("&+/–—-|")
# "AP3" is "AP" and a number.
_WORD = re.compile(r"[^\W\d_]+|\d+")
# Not part of an address, a handle or a path, and nobody who speaks: "peter: …".
_FREE_WORD = re.compile(r"(?<![\w@./:#-])[^\W\d_]{3,}(?![\w@/:-])")
_NEXT_LABEL = re.compile(
    r"(?:(?<=\S)[ \t]*\|[ \t]+|(?<=\S)[ \t]+)(?=(\*\*|__)(?:[^\w\s*]{1,3} )?[^\W\d_][^*_:\n]{1,40}(?::\s?\1|\1\s?:))"
)
# What stands inside code labels nothing and names nobody, but for a handle; out of sight it stands in an area for
# private use.
_CODE = re.compile(r"(?<!`)(`+)(?!\s{0,2}@[\w.-]{1,40}\s{0,2}`)(?P<inside>[^`]+)\1(?!`)")
_VEIL = {ord(sign): 0xF0000 + ord(sign) for sign in ascii_letters + digits + punctuation}
_UNVEIL = {behind: sign for sign, behind in _VEIL.items()}
_ACRONYM = re.compile(r"[A-Z]{2,5}")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_NUMBER_BEFORE = re.compile(
    # "3. Acties", "Punt 3: Acties", "TOP 3 Aufgaben".
    r"^\(?\d{1,3}(?:\.\d{1,3})*[a-z]?\s*[.):]?\s+|^[^\W\d_]{3,7}\s+\d{1,2}[.:,]?\s+|^[^\W\d_]{8,14}\s+\d{1,2}[.:]\s+",
    re.IGNORECASE,
)
# "5️⃣ Next steps", also where half of the picture got lost
_KEYCAP = re.compile(r"^(?P<digit>\d)[\ufe0f\u20e3]+\s*")
# "Aanwezig (12)", "Deelnemers (in volgorde van binnenkomst)".
# "Besluit(en)", "Action(s)"; ":x:" is a sign.
_PLURAL = re.compile(r"(?<=\w)\((?:en|n|s|e|es)\)")
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-‐‑](?=[^\W\d_])")
# "# ## Actions"
_HASHES = re.compile(r"^#{1,6}\s+(?=\S)")
_SHORTCODE = re.compile(r":[a-z_]+:")
_SHORTCODE_LINE = re.compile(r'\{\{[<%][^{}"\n]{0,80}title="(?P<title>[^"{}\n]{1,80})"[^{}\n]{0,80}\}\}')
_COUNT_BEHIND = re.compile(r"(?<=\S)\s+(?:\([^()]*\)|\[[^\[\]]*\])\s*:?\s*$|\s*:\s*\d+\s*$")


@lru_cache(maxsize=20_000)
def plain(raw: str) -> str:
    """The words of a text that is still Markdown, as a reader sees them; a hard break is the end of a line."""
    raw = narrow(raw)
    if not _SPECIAL.search(raw):
        return raw
    text = _BREAK.sub("\n", raw)
    text = _AUTOLINK.sub(r"\1", text)
    text = _LINK.sub(lambda link: link["words"], text)
    text = _ESCAPE.sub(lambda escape: chr(0xE000 + ord(escape[1])), _TAG.sub("", text))
    text = _MARKUP.sub("", text)
    text = re.sub("[\ue021-\ue07e]", lambda kept: chr(ord(kept[0]) - 0xE000), text)
    return _INVISIBLE.sub("", html.unescape(text)).replace("\u00a0", " ")


@lru_cache(maxsize=1_000)
def alternatives(words: tuple[str, ...]) -> str:
    """A pattern for any of the words, the longest first; every meeting asks for the same ones."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def is_new_line(above: str, line: str) -> bool:
    """Whether a line is no continuation of the one above: a capital behind the end of a sentence or a short line."""
    above = above.rstrip(" *_\\")
    begins = line.lstrip(" *_\\")[:1]
    return not begins.islower() and (above.endswith((".", "!", "?", ":", ")")) or len(above) < FULL_LINE)


def in_lines(raw: str) -> str:
    """The words of a text with every bold label on a line of its own: "**Chair**: Ann  **Minutes**: Bob"."""
    return plain(_NEXT_LABEL.sub("\n", raw))


def shortcode_title(raw: str) -> str:
    """The title in a paragraph that is nothing but a shortcode of Hugo: `{{< section title="Attendees" >}}`."""
    code = _SHORTCODE_LINE.fullmatch(raw) if "{{" in raw[:3] else None
    return code["title"] if code else ""


def narrow(text: str) -> str:
    """The text with one space between its words: patterns take forever over thousands of them."""
    return _SPACES.sub(" ", text) if "  " in text or "\t" in text or "\u00a0" in text else text


def veiled(text: str) -> str:
    """The text with what stands inside of `code` out of sight of every pattern; see `unveiled`."""
    if "`" not in text:
        return text
    return _CODE.sub(lambda code: f"{code[1]}{code['inside'].translate(_VEIL)}{code[1]}", text)


def unveiled(text: str) -> str:
    """A piece of a veiled text as it was written."""
    return text if text.isascii() else text.translate(_UNVEIL)


@lru_cache(maxsize=20_000)
def label(text: str) -> str:
    """For comparing headings and labels: small letters, without number, sign, colon or count around the words."""
    text = _HASHES.sub("", unicodedata.normalize("NFKC", text).casefold().strip())
    if _SHORTCODE.fullmatch(text):
        return text
    text = _KEYCAP.sub(r"\g<digit>. ", text)
    text = _PLURAL.sub("", _NUMBER_BEFORE.sub("", _COUNT_BEHIND.sub("", text)))
    # "✅ Decisions" is a heading, "✅" says that something is done.
    signs = "#✓✔☑✅✗✘❌-" if not _WORD.search(text) else "#-"
    begin = next((at for at, sign in enumerate(text) if sign.isalnum() or sign in signs), len(text))
    text = text[begin:]
    # "Follow-up actions" and "follow up actions" are the same words.
    text = _HYPHEN.sub(" ", re.sub(r"\s+", " ", text).rstrip(" :.;–—\ufe0f*"))
    # "Agreed ✅"
    while text and not text[-1].isalnum() and text[-1] not in _MAY_END and _WORD.search(text):
        text = text[:-1]
    return text.strip()


@lru_cache(maxsize=20_000)
def _words_in(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def common_words(text: str, articles: str) -> frozenset[str]:
    """The words that a text writes in small letters, or behind one of the `articles`, a pattern: hardly names."""
    behind = re.findall(rf"(?<!\w)(?:{articles})\s+([^\W\d_]{{3,}})(?!\w)", text)
    return frozenset(word for word in _FREE_WORD.findall(text) if word.islower()).union(map(str.casefold, behind))


def spoken_language(text: str, catalogues: Catalogues) -> str:
    """The language of which a text has most small words, if it can be printed; nothing where that is not clear."""
    words = _WORD.findall(text[:_LONG_ENOUGH].casefold())
    small = {code: frozenset(one.recognise("small_words")) for code, one in catalogues.catalogues.items()}
    counts = sorted(((sum(word in known for word in words), code) for code, known in small.items()), reverse=True)
    (most, code), *others = counts
    is_clear = most >= _FEWEST and all(most > _AHEAD * count for count, _ in others)
    return code if is_clear and code in catalogues.languages else ""


class FirstWords:
    """The first words of some texts: a sieve that is quicker than a pattern of all of them."""

    def __init__(self, texts: Iterable[str]) -> None:
        found = [_WORD.match(text.casefold()) for text in texts]
        # A text that begins with a sign may stand anywhere.
        self._words = frozenset(word[0] for word in found if word) if all(found) else None

    def may_stand_in(self, text: str) -> bool:
        """Whether any of the texts may stand, as whole words, in this one."""
        return self._words is None or not self._words.isdisjoint(_words_in(text))


class Recogniser:
    """Knows whether a text is one of the words of a kind; the kinds are the keys of `recognise` in the catalogues."""

    def __init__(self, catalogues: Catalogues) -> None:
        self.catalogues = catalogues
        self._words: dict[str, frozenset[str]] = {}
        self._kinds: dict[tuple[str, ...], dict[str, str]] = {}
        self._any_of: dict[str, str] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._first_words: dict[str, FirstWords] = {}
        self._sieves: dict[tuple[str, ...], FirstWords] = {}

    def words(self, kind: str) -> frozenset[str]:
        """The words of a kind, folded for comparing."""
        if kind not in self._words:
            self._words[kind] = frozenset(label(word) or word for word in self.catalogues.recognise(kind))
        return self._words[kind]

    def is_a(self, kind: str, text: str) -> bool:
        """Whether the text as a whole is one of the words of a kind."""
        return label(text) in self.words(kind)

    def kind_of(self, kinds: tuple[str, ...], text: str) -> str:
        """The first of the kinds that the text is a word of, nothing when it is of none."""
        if kinds not in self._kinds:
            self._kinds[kinds] = {word: kind for kind in reversed(kinds) for word in self.words(kind)}
        return self._kinds[kinds].get(label(text), "")

    def loosely(self, kinds: tuple[str, ...], text: str) -> str:
        """As `kind_of`, also where words that add nothing stand around: "Board members in attendance were"."""
        if len(text) > _LONGEST_HEADING:
            return ""
        if kind := self.kind_of(kinds, text):
            return kind
        wanted = label(text)
        # Most texts have no word of any of them.
        if " " not in wanted or not self.sieve(kinds).may_stand_in(wanted):
            return ""
        words = [word for word in wanted.split() if word not in _SIGNS and not word.isdecimal()]
        # "Attendance: all" is a label with something behind it.
        if not 1 < len(words) <= _MOST_WORDS or ":" in wanted:
            return ""
        # "Acties MT": letters are those of a body.
        letters = {word.casefold() for word in text.split() if _ACRONYM.fullmatch(word) and not text.isupper()}
        filler = self.words("heading_filler") | letters
        rest = " ".join(word for word in words if word not in filler)
        if rest not in self.words("whole_heading") and (kind := self.kind_of(kinds, rest)):
            return kind
        # "Voting members not in attendance": what is filler elsewhere may be part of it.
        for start, end in combinations(range(len(words) + 1), 2):
            part = " ".join(words[start:end])
            kind = self.kind_of(kinds, part) if filler.issuperset(words[:start] + words[end:]) else ""
            if kind and part not in self.words("whole_heading"):
                return kind
        return ""

    def pattern(self, kind: str) -> re.Pattern[str]:
        """Finds the words of a kind in a text, the longest first."""
        if kind not in self._patterns:
            self._patterns[kind] = re.compile(rf"(?<!\w)(?:{self.any_of(kind)})(?!\w)", re.IGNORECASE)
        return self._patterns[kind]

    def any_of(self, kind: str) -> str:
        """A pattern for any of the words of a kind, the longest first; it matches nothing when there are none."""
        if kind not in self._any_of:
            self._any_of[kind] = alternatives(self.catalogues.recognise(kind)) or "(?!)"
        return self._any_of[kind]

    def search(self, kind: str, text: str) -> re.Match[str] | None:
        """The first of the words of a kind in a text; quick where there is none."""
        first = self._first_words.get(kind) or self._first_of(kind)
        return self.pattern(kind).search(text) if first.may_stand_in(text) else None

    def finditer(self, kind: str, text: str) -> Iterator[re.Match[str]]:
        """All the words of a kind in a text; quick where there is none."""
        first = self._first_words.get(kind) or self._first_of(kind)
        return self.pattern(kind).finditer(text) if first.may_stand_in(text) else iter(())

    def says(self, kind: str, text: str) -> bool:
        """Whether one of the words of a kind stands in a text."""
        return self.search(kind, text) is not None

    def _first_of(self, kind: str) -> FirstWords:
        """The first words of a kind: most texts have none of most kinds."""
        self._first_words[kind] = FirstWords(self.catalogues.recognise(kind))
        return self._first_words[kind]

    def sieve(self, kinds: Iterable[str]) -> FirstWords:
        """Tells of a text whether it may have any words of any of the kinds."""
        kinds = tuple(kinds)
        if kinds not in self._sieves:
            self._sieves[kinds] = FirstWords(word for kind in kinds for word in self.catalogues.recognise(kind))
        return self._sieves[kinds]

    def weekday(self, word: str) -> int | None:
        """The number of a day of the week, Monday is 0; None for another word."""
        return self._weekdays.get(word.casefold())

    @cached_property
    def _weekdays(self) -> dict[str, int]:
        catalogues = self.catalogues.catalogues.values()
        return {day: number for each in catalogues for number, day in enumerate(each.recognise("weekdays"))}

    @cached_property
    def between_names(self) -> re.Pattern[str]:
        """What stands between two names: a comma, a stroke, "en", "and", "&"."""
        words = self.any_of("and")
        return re.compile(rf"\s*(?:[,;/]|\s[&+]\s|[&+]|\b(?:{words})\b)\s*", re.IGNORECASE)

    @cached_property
    def joined(self) -> re.Pattern[str]:
        """What joins the last two of several names: "en", "and", "&"."""
        words = self.any_of("and")
        return re.compile(rf"\s+(?:{words}|&|\+)\s+", re.IGNORECASE)
