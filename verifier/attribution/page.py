"""One draft while its attributions are read: its groups, its quotations, and what is already accounted for."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from verifier.attribution.chunks import Chunks, chunk, plain
from verifier.attribution.cues import Cues
from verifier.attribution.templates import Template
from verifier.model import Draft, Quotations, ZoneKind

Range: TypeAlias = tuple[int, int]
"""A half-open range, of tokens unless its name says groups."""

_RUNNING = frozenset({ZoneKind.QUOTE, ZoneKind.BULLET})
"""Zones whose paragraphs go on with what the one before them opened."""
_LABEL = 6  # groups at the start of a sentence among which the colon of a label stands
_OPENING_MARKS = ",.;:-)|”_"
_CLOSING_MARKS = ",.;:-|(_"


@dataclass(slots=True)
class Found:
    """One attribution while it is being made; ranges are of tokens."""

    template: Template
    anchor: int  # group of the word that decided
    cue: Range
    source: Range | None
    contents: list[Range]
    sentence: int
    quote: bool = False
    holder: Found | None = None  # the attribution whose content holds this one
    place: int = -1  # among all of the draft, by cue, once all are found


@dataclass(frozen=True)
class Page:
    """What every part of the reading looks at. ``covered`` has 1 for each group inside a content."""

    draft: Draft
    cues: Cues
    chunks: Chunks
    quotes: Quotations
    letters: str
    plain: str  # the same as expressions look at it
    covered: bytearray
    opened: dict[int, int] = field(default_factory=dict)  # first token of a spoken quotation → the token behind it
    closed: dict[int, int] = field(default_factory=dict)  # and the other way round

    def group(self, token: int) -> int:
        """The group that holds a token."""
        return max(0, bisect_right(self.chunks.first, token) - 1)

    def behind(self, token: int) -> int:
        """The group behind the one that ends at or before ``token``, the end of a range of tokens."""
        return bisect_right(self.chunks.first, token - 1)

    def trim(self, first: int, last: int) -> Range | None:
        """Tokens of the groups [first, last) without marks at either end."""
        letters = self.letters
        while first < last and letters[last - 1] in _CLOSING_MARKS:
            last -= 1
        while first < last and letters[first] in _OPENING_MARKS:
            first += 1
        return (self.chunks.first[first], self.chunks.last[last - 1]) if first < last else None

    def spans(self, first: int, last: int) -> list[Range]:
        """As ``trim``, as a list of none or one."""
        trimmed = self.trim(first, last)
        return [trimmed] if trimmed else []

    def spoken(self, group: int) -> bool:
        """Whether a group stands inside a spoken quotation."""
        token = self.chunks.first[group]
        return token < len(self.quotes.spoken) and bool(self.quotes.spoken[token])

    def paragraph_end(self, sentence: int) -> int:
        """The group behind the paragraph in which a sentence stands."""
        sentences = self.draft.sentences
        paragraph = sentences[sentence].zone.paragraph
        while sentence + 1 < len(sentences) and sentences[sentence + 1].zone.paragraph == paragraph:
            sentence += 1
        return self.chunks.sentences[sentence][1]

    def block_end(self, sentence: int) -> int:
        """The group behind the list or block quotation that a sentence opens, else behind its paragraph."""
        sentences = self.draft.sentences
        kind = sentences[sentence].zone.kind
        end = self.paragraph_end(sentence)
        while kind in _RUNNING and sentence + 1 < len(sentences) and sentences[sentence + 1].zone.kind is kind:
            sentence += 1
            end = self.chunks.sentences[sentence][1]
        return end

    @cached_property
    def labels(self) -> frozenset[int]:
        """The colons behind a name that opens its paragraph, where several paragraphs do: labels of a transcript.

        They stand in capitals or more than once; headings that run into their paragraph do not.
        """
        sentences, text, tokens = self.draft.sentences, self.draft.document.text, self.draft.tokens
        found: dict[int, str] = {}
        for index, (start, end) in enumerate(self.chunks.sentences):
            label = self.cues.shapes["label"].match(self.plain, start, end)
            if label is None:
                continue
            first, last = self.chunks.first[start], self.chunks.last[label.end() - 2]
            words = text[tokens.starts[first] : tokens.ends[last - 1]]
            opens = index == 0 or sentences[index - 1].zone.paragraph != sentences[index].zone.paragraph
            if opens or words.isupper():
                found[label.end() - 1] = words
        often = Counter(found.values())
        names = {at for at, words in found.items() if words.isupper() or often[words] > 1}
        return frozenset(names if len(names) > 1 else ())

    def speech_end(self, sentence: int) -> int:
        """The group behind the paragraph of a sentence, or before the next label of a transcript in it."""
        sentences, ends = self.draft.sentences, self.chunks.sentences
        paragraph = sentences[sentence].zone.paragraph
        while sentence + 1 < len(sentences) and sentences[sentence + 1].zone.paragraph == paragraph:
            if any(start in self.labels for start in range(ends[sentence + 1][0], ends[sentence + 1][0] + _LABEL)):
                break
            sentence += 1
        return ends[sentence][1]

    def cover(self, contents: list[Range]) -> None:
        """Mark the groups of a content as accounted for."""
        for first, last in contents:
            low, high = self.group(first), self.behind(last)
            self.covered[low:high] = b"\1" * (high - low)


def read(draft: Draft, cues: Cues) -> Page:
    """A draft's groups and quotations, nothing accounted for yet."""
    quotes = draft.quotations
    chunks = chunk(draft, quotes.marks, cues.groups)
    spoken = [quote for quote in quotes.all if quote.speech]
    return Page(
        draft,
        cues,
        chunks,
        quotes,
        chunks.letters,
        plain(chunks.letters),
        bytearray(len(chunks.letters)),
        {quote.first: quote.last for quote in spoken},
        {quote.last: quote.first for quote in spoken},
    )
