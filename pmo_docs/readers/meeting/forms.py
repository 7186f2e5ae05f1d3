"""The forms in which people label something inside a text, as patterns: "[ACTION] …", "(Actie Jan)", "AI(XX): …"."""

from __future__ import annotations

import re

from pmo_docs.language import Catalogues
from pmo_docs.readers.meeting.marks import COLON, OWN_NUMBER, SIGNAL
from pmo_docs.readers.meeting.recognising import alternatives

# A name that is longer is a sentence.
LONGEST_NAMES = 50
_BOLD = r"(?:\*\*|__)?"
_SIGN = r"(?:\*\*|__|\*|_)?"
INITIALS = re.compile(r"[A-Z]{2,3}(?:\s*[/,&+]\s*[A-Z]{2,3})*")


class Forms:
    """Patterns with the groups `word` (the label), `names`, `text` and `number`, where they have them.

    `words` are the labels, the longest first.
    """

    def __init__(self, catalogues: Catalogues, words: list[str]) -> None:
        any_word = alternatives(tuple(words))
        loud = alternatives(tuple(word.upper() for word in words if word.isascii()))
        joined = alternatives(catalogues.recognise("for"))
        begin = rf"^\s*{SIGNAL}{_SIGN}"
        # "[ACTION] Ann to …", "[ACTION: Ann] …", "[Actie Ann]", also in bold or at the end of what it is about.
        self.bracketed = re.compile(
            rf"{_BOLD}\\?\[(?P<word>{any_word})(?:(?:\s*[:–-]\s*|\s+)(?P<inside>[^\[\]]{{2,160}}))?\\?\](?!\()"
            rf":?{_BOLD}:?\s*",
            re.IGNORECASE,
        )
        # "… *Actie Jan*: …", "… ACTIE JAN: …", "…. Actie Jan: …": inside a line emphasised, in capitals, or in front.
        self.within = re.compile(
            rf"(?:(?P<sign>\*\*|__|\*|_)(?P<word>{any_word})\s+(?P<names>[^():\n*_]{{2,40}})(?:(?P=sign)\s*:|:(?P=sign))"
            rf"|(?<!\w)(?-i:(?P<loud>{loud}))\s+(?P<shouted>[^():\n*_]{{2,40}}):"
            rf"|(?<=[.!?]\s)(?P<next>{any_word})\s+(?P<behind>[^():\n*_]{{2,40}}):)\s*(?P<text>\S.*)$",
            re.IGNORECASE,
        )
        # "ACTION Ann - …".
        self.dashed = re.compile(
            rf"^\s*{_BOLD}(?P<word>{loud}){_BOLD}\s+(?P<names>[^():\n*–—]{{2,50}}?)\s+[-–—]\s+(?P<text>\S.*)$"
        )
        # "TODO - Ann to …", "Action – Petra: …", "ACTION-452 - …": a capital letter at the begin of a line.
        self.before_text = re.compile(
            rf"^\s*{_BOLD}(?=[^\W\d_a-z])(?i:(?P<word>{any_word})){OWN_NUMBER}{_BOLD}\s+[-–—]\s+(?P<text>\S.*)$"
        )
        # "AI @ann write the text".
        self.handle = re.compile(rf"^\s*{_BOLD}(?P<word>{loud}){_BOLD}\s+(?P<names>@[\w.-]+)\s+(?P<text>\S.*)$")
        # "ACTIE Jan belt", "BESLUIT we gaan door": in capitals without a colon.
        self.bare = re.compile(
            rf"(?:^|(?<=\s))(?P<word>{loud})\s+(?P<text>(?=\S*[^\W\d_A-Z]|\S+ [^\W\d_A-Z])[^\s:].*)$"
        )
        # "**Besluit: akkoord.** Over de rest later."
        self.bold = re.compile(
            rf"^\s*{SIGNAL}(?P<sign>\*\*|__)(?P<word>{any_word}){OWN_NUMBER}\s*:\s*(?P<text>[^*_\n]+)(?P=sign)\s*\S",
            re.IGNORECASE,
        )
        # "**AP 23-08** Ann asks the board".
        self.numbered = re.compile(
            rf"^\s*(?P<sign>\*\*|__)(?P<word>{any_word})(?:\s?(?:nr\.?\s?)?(?P<number>\d[\w/.-]{{0,11}}))?(?P=sign)\s+(?P<text>[^\s:].*)$",
            re.IGNORECASE,
        )
        # "A23-31  Ann: …", "B23-17  …": a letter and a number.
        self.decision_letters = catalogues.recognise("decision_letter")
        both = "|".join((*catalogues.recognise("action_letter"), *self.decision_letters)) or "(?!)"
        self.coded = re.compile(rf"^\s*(?P<letter>{both})(?P<number>\d{{2,4}}[-.]\d{{1,3}})\s+(?P<text>\S.*)$")
        # "**A1** Jan belt de aannemer".
        of_actions = "|".join(catalogues.recognise("action_letter")) or "(?!)"
        self.coded_action = re.compile(
            rf"^\s*(?:[-*]\s+)?(?P<sign>\*\*|__)(?P<number>(?:{of_actions})\d{{1,3}})[.:]?(?P=sign)[.:]?\s+(?P<text>\S.*)$"
        )
        # "→ Ann: …"
        self.arrow = re.compile(r"^\s*(?:→|➔|➜|➡|⇒|-+>|=+>)\s*(?P<text>\S.*)$")
        # "#action ann to tag the release", as meeting bots read it.
        # Also "#todo:ann tag the release", and "New screens for the payroll #todo".
        self.hashed = re.compile(
            rf"^\s*\\?#(?P<word>{any_word})(?::(?P<names>[\w-]+))?\s+(?P<text>[^\s:].*)$", re.IGNORECASE
        )
        self.tagged = re.compile(rf"^\s*(?P<text>\S[^#\n]*\S)\s+\\?#(?P<word>{any_word})\s*$", re.IGNORECASE)
        # "Action: AB", "Actie: Jan" with nothing else on the line.
        self.only_names = re.compile(
            rf"^\s*[(\[]?{_SIGN}(?P<word>{any_word}){_SIGN}\s*:\s*{_SIGN}(?P<names>[^\n:]{{2,{LONGEST_NAMES}}}?)[)\]]?\s*$",
            re.IGNORECASE,
        )
        # "Report the hole. ACTION TW".
        self.initials = re.compile(rf"(?<=[.;!?)]\s){_SIGN}(?P<word>{loud})\s+(?P<names>{INITIALS.pattern}){_SIGN}\s*$")
        # "We need a plan. Actie Jan en Els."
        self.ending = re.compile(
            rf"(?<=[.;!?),]\s){_SIGN}(?i:(?P<word>{any_word}))\s+(?P<names>[^\W\d_a-z][^\n:.()?]{{1,40}}?){_SIGN}\s?(?:\(\?\))?"
            r"(?:\.(?:\s[^.:\n]{2,40}\?)?)?\s*$"
        )
        # "Order the card: to do Ann before May".
        self.given = re.compile(
            rf"(?<=[:–—-]\s){_SIGN}(?i:(?P<word>{any_word}))\s+"
            r"(?P<names>@?[^\W\d_a-z][\w'’-]*(?: [^\W\d_a-z][\w'’-]*)?)(?P<by>\s[^:\n]{3,40})?\s*$"
        )
        # "(Actie: Jan, vraagt het na)", "(actie: Jan en Piet samen naar de bank)".
        self.told_behind = re.compile(
            rf"\((?P<word>{any_word})\s*:\s+(?P<text>[^()]{{8,160}})\)\s*\.?\s*$", re.IGNORECASE
        )
        # "(Actie Jan)", "(actie: Jan/Piet)", "… *Actie Jan*".
        self.behind = re.compile(
            rf"(?:\((?P<word>{any_word})\s*(?::|\b(?:{joined})\b)?\s+(?P<names>[^()]{{2,60}})\)"
            rf"|(?P<sign>\*\*|__|\*|_)(?P<last>{any_word})\s+(?P<end>[^():\n*_]{{2,40}})(?P=sign)\s*$)",
            re.IGNORECASE,
        )
        # "Actie Jan: …", "Actiepunt voor Jan: …", "ACTION (Ann): …", "Actie Jan (vóór 1 mei): …", "AI(AB, CD): …".
        self.named = re.compile(
            rf"{begin}(?P<word>{any_word}){OWN_NUMBER}(?!\w)(?:\s+(?P<joined>{joined})\b)?\s*\(?(?P<names>[^\s():*–—-][^():\n*]{{1,60}})\)?"
            rf"(?:\s*\((?P<by>[^():\n]{{3,30}})\))?\s*{_SIGN}\s*:{_SIGN}\s*(?P<text>\S.*)$",
            re.IGNORECASE,
        )
        # "Action item (Ann, Bob) to write the text"
        self.named_bare = re.compile(
            rf"{begin}(?P<word>{any_word}){_SIGN}\s*\((?P<names>[^()\n]{{2,60}})\){_SIGN}\s+(?P<text>[^\s:–—-].*)$",
            re.IGNORECASE,
        )
        # "(Action) Write the text - Ann"
        self.in_front = re.compile(rf"^\s*\((?P<word>{any_word})\)\s*:?\s+(?P<text>\S.*)$", re.IGNORECASE)
        # "Besluit college: …", "Beschluss des Vorstands: …".
        bodies, articles = (alternatives(catalogues.recognise(kind)) for kind in ("deciding_bodies", "heading_filler"))
        self.of_body = re.compile(
            rf"{begin}(?P<word>{any_word})\s+(?:(?:{articles})\s+){{0,2}}(?:{bodies}){_SIGN}\s*:{_SIGN}\s*(?P<text>\S.*)$",
            re.IGNORECASE,
        )
        # "… (A: AB)", "A: AB belt de aannemer": by a letter.
        self.letters = [f"{letter}:" for letter in catalogues.recognise("action_letter")]
        letters = "|".join(catalogues.recognise("action_letter")) or "(?!)"
        self.letter_behind = re.compile(rf"\((?:{letters}):\s*(?P<names>[^()]{{2,40}})\)\s*\.?\s*$")
        self.letter_before = re.compile(rf"^\s*{_BOLD}(?:{letters}){_BOLD}:{_BOLD}\s+(?P<text>\S.*)$")
        # In the middle of a line only in capitals, or after the end of a sentence.
        is_loud = (
            rf"(?<![\w\[(]){_BOLD}(?P<word>{loud}){OWN_NUMBER}{_BOLD}(?:\s*\((?P<names>[^()]{{2,60}})\))?{_BOLD}\s*:"
            rf"{_BOLD}\s*"
        )
        self.loud = re.compile(rf"{is_loud}(?P<text>\S.*)$")
        # Where another one begins on the same line: "ACTION: …", "…. Actie Jan: …".
        self.another = re.compile(rf"{is_loud}(?=\S)")
        self.another_of = re.compile(
            rf"(?<=[.!?]\s)(?:{any_word})\s+(?P<names>[^():\n*_]{{2,40}}):\s*(?=\S)", re.IGNORECASE
        )
        self.after = re.compile(
            rf"(?<=[.!?;]\s){_SIGN}(?P<word>{any_word})\s*(?:\((?P<names>[^()]{{2,60}})\))?{_SIGN}{COLON}{_SIGN}"
            r"\s*(?P<text>\S.*)$",
            re.IGNORECASE,
        )
        # "Els zoekt hem. (Actie)"
        self.noted = re.compile(rf"\s\(\s*(?P<word>{any_word})\s*!?\)\s*\.?\s*$", re.IGNORECASE)
