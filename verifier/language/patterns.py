"""The notation of grammars: a line of class names into one regular expression over letters.

``determiner adjective* noun|plural``: one word of each class in turn. Names joined by bars without spaces are either;
``!`` before them is any class but these. ``( )`` may be left out, ``[ ]`` holds together, a bar between spaces parts
what stands on either side. ``*`` is any number, ``+`` one or more, ``*2-5`` two to five, a ``?`` behind that as few as
fit. ``<name>`` is a pattern of that name, further up. ``{before …}``, ``{after …}``, ``{not before …}`` and
``{not after …}`` look and take nothing. ``preposition:some-list`` is a word of the class that is in the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from verifier.errors import did_you_mean
from verifier.language.letters import ANY, MARKS, Letters

LONGEST = 2000
"""Signs a pattern may have."""
_MOST = 999  # times a piece may be repeated by number
_DEEPEST = 20
_UNIT = rf"(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*|[{re.escape(MARKS)}])"
_TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<shape><[^<>\s]*>)
  | (?P<look>\{{(?:not[ ]+)?(?:before|after)(?![\w-]))
  | (?P<place>\{{[^{{}}]*\}})
  | (?P<bracket>[()\[\]}}])
  | (?P<often>[*+](?:\d+(?:-\d*)?)?\??)
  | (?P<called>[a-z]+=)
  | (?P<classes>!?{_UNIT}(?:\|{_UNIT})*(?::!?[a-z][a-z0-9-]*)?)
  | (?P<bar>\|)
    """,
    re.VERBOSE,
)
_LOOKS = {"{before": "(?=", "{not before": "(?!", "{after": "(?<=", "{not after": "(?<!"}
PLACES = {"{here}": r"\Z", "{never}": "$^", "{begin}": "(?P<at>)", "{end}": "(?P<end>)"}
"""Places that a pattern may name: the group in question, none at all, where a claim begins and where one ends."""
_SPECIAL = re.compile(r"[]^[\\]")


class Mistake(NamedTuple):
    """What is wrong at a column of the line, counted from 0."""

    column: int
    message: str


class Test(NamedTuple):
    """A word of a pattern that must be in a list, or must not."""

    words: str
    wanted: bool
    column: int


@dataclass(slots=True)
class Compiled:
    """A pattern over letters; names of other patterns still stand in braces."""

    text: str = ""
    tests: list[Test] = field(default_factory=list)  # one for each group without a name, in order
    shapes: list[str] = field(default_factory=list)  # the names in braces
    mistakes: list[Mistake] = field(default_factory=list)


class Level(NamedTuple):
    """Over what a pattern goes, and which other patterns it may name.

    ``lists`` turns the name of a word list into a letter where words of a list have one; else such a name is none.
    """

    letters: Letters
    groups: bool
    shapes: Sequence[str] = ()
    lists: Callable[[str], str] | None = None


def escape(letters: str, *, but: bool = False) -> str:
    """One of these letters, or any but these, as a regular expression has it."""
    letters = "".join(dict.fromkeys(letters))
    if len(letters) == 1 and not but:
        return re.escape(letters) if letters in r".^$*+?{}[]\|()" else letters
    ordered = letters.replace("-", "") + ("-" if "-" in letters else "")
    return ("[^" if but else "[") + _SPECIAL.sub(r"\\\g<0>", ordered) + "]"


def compiled(text: str, level: Level) -> Compiled:
    """One pattern; what is wrong with it is among its mistakes."""
    if len(text) > LONGEST:
        return Compiled(mistakes=[Mistake(0, f"this pattern has more than {LONGEST} signs; give parts of it a name.")])
    reader = _Reader(text, level)
    reader.made.text = reader.sequence("", 0)
    return reader.made


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


class _Reader:
    """Reads one pattern from left to right; ``made`` grows meanwhile."""

    def __init__(self, text: str, level: Level) -> None:
        self._level = level
        self._known = level.letters.known(groups=level.groups)
        self.made = Compiled()
        self._tokens = list(self._tokenised(text))
        self._at = 0
        self._depth = 0

    def _tokenised(self, text: str) -> list[_Token]:
        tokens, at = [], 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                self._fault(at, f"“{text[at]}” means nothing here; class names are in small letters, patterns in <…>.")
                at += 1
                continue
            if found.lastgroup != "space":
                tokens.append(_Token(str(found.lastgroup), found.group(), at))
            at = found.end()
        return tokens

    def _fault(self, column: int, message: str) -> None:
        self.made.mistakes.append(Mistake(column, message))

    def sequence(self, closing: str, opened: int) -> str:
        """What stands up to the end of the line, or up to a closing bracket."""
        pieces: list[str] = []
        empty = True
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.kind == "bracket" and token.text in ")]}":
                if token.text == closing:
                    if empty:
                        self._fault(token.column, f"something is missing before “{closing}”.")
                    return "".join(pieces)
                self._fault(token.column, f"this “{token.text}” closes nothing; take it out or open it before.")
            elif token.kind == "bar":
                if empty:
                    self._fault(token.column, "a bar “|” parts two patterns; one is missing before it.")
                pieces.append("|")
                empty = True
            else:
                pieces.append(self._piece(token))
                empty = False
        if closing:
            self._fault(opened, f"this is never closed; put “{closing}” behind it.")
        elif empty:
            self._fault(0, "one is missing behind the last “|”." if pieces else "a class or pattern is missing here.")
        return "".join(pieces)

    def _piece(self, token: _Token) -> str:
        """One thing of a sequence with how often it may come."""
        if token.kind == "often":
            self._fault(token.column, f"“{token.text}” repeats nothing; it stands right behind a name or bracket.")
            return ""
        if token.kind == "bracket":
            return self._bracket(token)
        if token.kind == "look":
            return _LOOKS[" ".join(token.text.split())] + self._inside("}", token) + ")"
        if token.kind == "place":
            if token.text not in PLACES:
                self._fault(token.column, f"“{token.text}” is no place.{did_you_mean(token.text, [*PLACES, *_LOOKS])}")
            return PLACES.get(token.text, "")
        if token.kind == "called":
            return self._called(token)
        made = self._atom(token)
        if token.kind == "classes" and ("|" in token.text or token.text[0] == "!") and self._is_often():
            held = f"[{token.text}]{self._tokens[self._at].text}"
            self._fault(token.column, f"put brackets round what is repeated: “{held}”.")
        return made + self._often()

    def _is_often(self) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].kind == "often"

    def _inside(self, closing: str, token: _Token) -> str:
        self._depth += 1
        if self._depth > _DEEPEST:
            if self._depth == _DEEPEST + 1:
                self._fault(token.column, "brackets are nested too deep; give a part of this a name of its own.")
            self._at = len(self._tokens)
            return ""
        made = self.sequence(closing, token.column)
        self._depth -= 1
        return made

    def _bracket(self, token: _Token) -> str:
        first = self._at
        inner = self._inside(")" if token.text == "(" else "]", token)
        alone = self._at - first == 2 and self._tokens[first].kind in ("shape", "classes")
        held = inner if alone else f"(?:{inner})"
        return held + self._often() if token.text == "[" else f"{held}?"

    def _called(self, token: _Token) -> str:
        if self._at == len(self._tokens) or self._tokens[self._at].kind not in ("shape", "classes", "bracket"):
            self._fault(token.column, f"a class, pattern or bracket is missing behind “{token.text}”.")
            return ""
        inner = self._tokens[self._at]
        self._at += 1
        made = self._inside("]", inner) if inner.text == "[" else self._atom(inner)
        return f"(?P<{token.text[:-1]}>{made})" + self._often()

    def _often(self) -> str:
        """The quantifier that follows, if one does."""
        if not self._is_often():
            return ""
        token = self._tokens[self._at]
        self._at += 1
        lazy = "?" if token.text.endswith("?") else ""
        sign, numbers = token.text[0], token.text[1:].rstrip("?")
        if not numbers:
            return sign + lazy
        low, dash, high = numbers.partition("-")
        wrong = max(int(low[:6]), int(high[:6] or 0)) > _MOST or (high and int(low[:6]) > int(high[:6]))
        if wrong or sign == "+":
            self._fault(token.column, "write “*2-5” for two to five, the smaller number first.")
            return ""
        return f"{{{low}{',' if dash else ''}{high}}}{lazy}"

    def _atom(self, token: _Token) -> str:
        if token.kind == "shape":
            return self._shape(token)
        if token.kind != "classes":
            self._fault(token.column, f"“{token.text}” cannot stand here.")
            return ""
        names, colon, words = token.text, "", ""
        found = re.fullmatch(r"(.+?)(:)(!?[a-z][a-z0-9-]*)", token.text)
        if found:
            names, colon, words = found.groups()
        made = self._classes(names, token.column)
        if not colon:
            return made
        self.made.tests.append(Test(words.lstrip("!"), not words.startswith("!"), token.column + found.start(3)))  # type: ignore[union-attr]
        return f"({made})"

    def _classes(self, text: str, column: int) -> str:
        but = text.startswith("!")
        letters = ""
        at = column + but
        for name in text[but:].split("|"):
            if name == ANY and not but and text == ANY:
                return "."
            try:
                letters += self._known.get(name) or self._level.letters.of(name, groups=self._level.groups)
            except KeyError as error:
                self._fault(at, error.args[0])
            at += len(name) + 1
        return escape(letters, but=but) if letters else ""

    def _shape(self, token: _Token) -> str:
        name = token.text[1:-1]
        if name in self._level.shapes:
            self.made.shapes.append(name)
            return "{" + name + "}"
        letter = self._level.lists(name) if self._level.lists else ""
        if not letter:
            self._fault(token.column, f"unknown pattern “<{name}>”.{did_you_mean(name, self._level.shapes)}")
        return letter


def fill(text: str, parts: Mapping[str, str]) -> str:
    """A pattern with the names in braces replaced by the patterns they stand for."""
    while True:
        filled = _BRACES.sub(lambda found: parts[found[1]], text)
        if filled == text:
            return filled
        text = filled


_BRACES = re.compile(r"\{([a-z][a-z0-9-]*)\}")
