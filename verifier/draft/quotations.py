"""Pairs quotation marks: straight, curly, doubled apostrophes, single, unclosed, running over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from verifier.model import Document, Quotation, Quotations, Sentence, Tokens

_DOUBLE = '“”"'
_MARK = re.compile("[“”\"']")
_PLURAL = "sS"  # letters behind which a mark may tell whose
_ENDS = ".,"
_SHORT = 3  # words up to which a quotation must end in a mark to be speech


def pair(
    document: Document,
    sentences: Sequence[Sentence],
    tokens: Tokens,
    told: Mapping[str, str],
    *,
    joined: bool = False,
) -> Quotations:
    """Every quotation of a draft, paragraph by paragraph; ``told`` is ``quotations`` of the grammar.

    ``joined``: paragraphs may have been set as one, so that a straight mark at the head of a sentence opens anew.
    """
    pairing = _Pairing(document, tokens, told, joined=joined)
    for first, last in _paragraphs(sentences, tokens):
        pairing.paragraph(first, last)
    spoken, within = bytearray(len(tokens.starts)), bytearray(len(tokens.starts))
    for first, last, speech in pairing.found:
        within[first:last] = b"\1" * (last - first)
        if speech:
            spoken[first:last] = b"\1" * (last - first)
    return Quotations(tuple(pairing.found), bytes(spoken), bytes(within), pairing.marks)


def _paragraphs(sentences: Sequence[Sentence], tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Token ranges of the paragraphs that have a mark."""
    ranges = tokens.sentences
    past = index = 0
    for mark in _MARK.finditer(tokens.tags):
        if mark.start() < past:
            continue
        while ranges[index][1] <= mark.start():
            index += 1
        first = index
        while first and sentences[first - 1].zone.paragraph == sentences[index].zone.paragraph:
            first -= 1
        while index + 1 < len(ranges) and sentences[index + 1].zone.paragraph == sentences[first].zone.paragraph:
            index += 1
        past = ranges[index][1]
        yield ranges[first][0], past


class _Pairing:
    """``open`` is the mark not yet closed, -1 for none; ``carried``: where the paragraph ends that left one open;
    ``first``: where the paragraph read begins."""

    def __init__(self, document: Document, tokens: Tokens, told: Mapping[str, str], *, joined: bool) -> None:
        self._told = told
        self._tokens = tokens
        self._tags = tokens.tags
        self._text = document.text
        self._joined = joined
        self._open = -1
        self._carried = -1
        self._first = 0
        self.found: list[Quotation] = []
        self.marks: dict[int, str] = {}

    def paragraph(self, first: int, last: int) -> None:
        """Pair the marks of one paragraph; what is open at its end reaches to its end."""
        self._first = first
        self._open = -1
        past = first
        for mark in _MARK.finditer(self._tags, first, last):
            at = mark.start()
            if at < past:
                continue
            if mark.group() == "'":
                past = self._single(at, last) or past
            elif self._joined and self._open >= 0 and self._opens_anew(at, last):
                self._add(self._open, at, closed=False)
                self._open = at
            elif self._open >= 0:
                if self._reopens(at, last):
                    self._add(self._open, at, closed=False)
                    self._open = at
                elif mark.group() != "“" or self._tags[self._open] == '"' or self._ends_word(at, last):
                    self._add(self._open, at + 1)
                    self._open = -1
            elif mark.group() == "”" or (mark.group() == '"' and self._ends_word(at, last)):
                self._stray(first, at)
            else:
                self._open = at
        if self._open >= 0:
            self._unclosed(self._open, last)

    def _reopens(self, at: int, last: int) -> bool:
        """Whether a straight mark opens a paragraph of the quotation that is open, run into the one before it."""
        straight = self._tags[self._open] == '"' == self._tags[at] and self._tags[at - 1] in _ENDS
        return straight and not self._touches(at - 1) and at + 1 < last and self._touches(at)

    def _unclosed(self, at: int, last: int) -> None:
        """A quotation without an end: all of its paragraph, but only its sentence where it opens in the middle and the
        next paragraph does not go on with it."""
        if at > self._first and self._tags[last : last + 1] not in ("“", '"'):
            last = min(last, self._tokens.sentences[self._tokens.sentence(at)][1])
        self._carried = last
        self._add(at, last, closed=False)

    def _single(self, at: int, last: int) -> int:
        """Pair a single mark outside double ones; the token behind its quotation, or 0."""
        if self._touches(at - 1) and self._text[self._tokens.starts[at] - 1] in _PLURAL and not self._touches(at):
            self.marks[at] = self._told["possessive"]  # of whoever has it: the Tenants' League
        if self._open >= 0 or not self._opens_single(at, last):
            return 0
        end = self._single_end(at, last)
        if end:
            self._add(at, end)
        elif self._text[self._tokens.starts[at]] == "‘" and self._goes_on(last):
            self._add(at, last, closed=False)
            return last
        return end

    def _goes_on(self, last: int) -> bool:
        """Whether the next paragraph, from token ``last``, opens with the single mark that opens quotations."""
        starts = self._tokens.starts
        return last < len(starts) and self._text[starts[last]] == "‘"

    def _stray(self, first: int, at: int) -> None:
        """A closing mark without an opening one closes what the paragraph before left open."""
        if self._carried == first:
            self._add(first, at + 1, opener=False)
        self._carried = -1

    def _ends_word(self, at: int, last: int) -> bool:
        """Whether a straight mark has a word right before it and none right behind."""
        return self._touches(at - 1) and not (
            at + 1 < last and self._touches(at) and self._text[self._tokens.starts[at + 1]].isalnum()
        )

    def _opens_anew(self, at: int, last: int) -> bool:
        """Whether a straight mark has a word right behind it, and a space and the end of a sentence before it."""
        if self._tags[at] != '"':
            return False
        behind = at + 1 < last and self._touches(at) and self._text[self._tokens.starts[at + 1]].isalnum()
        return behind and at > self._open + 1 and not self._touches(at - 1) and self._tags[at - 1] == "."

    def _touches(self, at: int) -> bool:
        """Whether no space stands between token ``at`` and the next."""
        tokens = self._tokens
        return 0 <= at < len(tokens.starts) - 1 and tokens.ends[at] == tokens.starts[at + 1]

    def _opens_single(self, at: int, last: int) -> bool:
        start = self._tokens.starts[at]
        free = not self._touches(at - 1) or not self._text[start - 1].isalnum()
        return free and at + 1 < last and self._touches(at) and self._text[start] != "’"

    def _single_end(self, at: int, last: int) -> int:
        """The token behind the mark that closes a single quotation, or 0.

        A mark behind a letter may be a possessive (the pilots' union) where a better one follows.
        """
        tokens, tags, doubtful = self._tokens, self._tags, 0
        for to in range(at + 2, last):
            if tags[to] in _DOUBLE:
                break
            if tags[to] not in "'" + self._told["possessive"] or tokens.ends[to] != tokens.starts[to] + 1:
                continue
            if not self._touches(to - 1):
                if self._opens_single(to, last):
                    break
                continue
            after = self._text[tokens.ends[to] : tokens.ends[to] + 2]
            if after[:1].isalnum():
                continue
            if not self._text[tokens.starts[to] - 1].isalnum() or not after[1:].isalnum():
                return to + 1
            doubtful = doubtful or to + 1
        return doubtful

    def _add(self, first: int, last: int, *, opener: bool = True, closed: bool = True) -> None:
        words = self._tags[first:last].strip(_DOUBLE + "'")
        speech = bool(words) and self._is_speech(first, words)
        if opener:
            self.marks[first] = "“" if speech else "_"
        if closed:
            self.marks[last - 1] = "”" if speech else "_"
        self.found.append(Quotation(first, last, speech))

    def _is_speech(self, first: int, words: str) -> bool:
        """Words with a verb, or few words that end in a mark and do not belong to a phrase, as titles do."""
        if len(words) > _SHORT and not set(self._told["finite"]).isdisjoint(words):
            return True
        before = self._tags[first - 1] if first > self._first else "."
        return words[-1] in ",.-" and before not in self._told["phrase"]
