"""A draft as read and cut: document, zones, sentences, tokens, quotations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from verifier.model.kinds import ZoneKind
from verifier.spans import Span


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like passage and what its format says of it (``None``: plain text says nothing)."""

    span: Span
    kind: str | None = None  # heading | bullet | quote | caption | table | title | byline | code
    level: int = 0  # of a heading, 1 to 6


@dataclass(frozen=True, slots=True)
class Evidence:
    """A link, footnote or comment that the format hangs on some words."""

    span: Span
    kind: str  # link | footnote | comment
    target: str


@dataclass(frozen=True, slots=True)
class Document:
    """One draft as read. ``prose`` is as long as ``text``, with markup blanked by spaces."""

    name: str
    text: str
    prose: str
    blocks: tuple[Block, ...]
    evidence: tuple[Evidence, ...] = ()
    notes: tuple[str, ...] = ()  # what the reader wants the editor to know ("as if changes were accepted")
    meta: tuple[tuple[str, str], ...] = ()  # front matter: headline, byline, date, language; lang: of a page
    path: str = ""  # as the user gave it; "" for standard input or a string

    def shown(self, span: Span) -> str:
        """The words of a span as a reader sees them: without markup, in one line."""
        return " ".join(span.of(self.prose).split())


@dataclass(frozen=True, slots=True)
class Zone:
    """A passage of one kind; ``paragraph`` numbers passages in reading order from 0."""

    kind: ZoneKind
    span: Span
    paragraph: int
    rule: str = ""  # the zone rule that decided


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of one zone; ``index`` counts from 0 over the draft."""

    index: int
    span: Span
    zone: Zone


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and marks of a draft, as parallel sequences in reading order.

    ``words`` are lower case with straight apostrophes; ``bits`` hold the word lists each belongs to
    (see ``RuleSet.vocabulary``); ``tags`` has one letter a token, whose meaning the language pack
    gives; ``sentences`` has the token range [first, last) of each sentence.
    """

    starts: list[int]
    ends: list[int]
    words: list[str]
    bits: list[int]
    tags: str
    sentences: list[tuple[int, int]]
    titles: frozenset[int] = frozenset()  # the sentences set in title case

    def span(self, first: int, last: int) -> Span:
        """The characters of the tokens [first, last)."""
        return Span(self.starts[first], self.ends[last - 1])

    def range(self, span: Span, first: int = 0, last: int | None = None) -> tuple[int, int]:
        """The tokens [first, last) that begin in a span, looked for among those of a wider range."""
        first = bisect_left(self.starts, span.start, first, last)
        return first, bisect_left(self.starts, span.end, first, last)

    def sentence(self, token: int) -> int:
        """The number of the sentence that holds a token."""
        return bisect_right(self.sentences, (token, len(self.starts) + 1)) - 1


class Quotation(NamedTuple):
    """Tokens [first, last), the marks included where there are any; ``speech``: words somebody is said to have said."""

    first: int
    last: int
    speech: bool


@dataclass(frozen=True, slots=True)
class Quotations:
    """All quotations of a draft in reading order, paired once for every stage.

    ``spoken`` has 1 for each token inside one that is speech, ``within`` for each in any; ``marks`` gives the letter
    of each mark that opens (“) or closes (”) one, stands round words that are not speech (_), or is no mark but a
    possessive (s).
    """

    all: tuple[Quotation, ...] = ()
    spoken: bytes = b""
    within: bytes = b""
    marks: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A document cut into zones, sentences and tokens: what the stages read."""

    document: Document
    zones: tuple[Zone, ...]
    sentences: tuple[Sentence, ...]
    tokens: Tokens
    quotations: Quotations = field(default_factory=Quotations)
