"""Quotations to the letter: where the words of a quotation stand in the originals.

Capitals, kinds of marks, brackets, ellipses and a misspelling put right are no change. The words alone are compared,
sentence by sentence: a rewrite may join what an original divides. What is looked at grows with the length of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from verifier.desk.rewrite.side import Side
from verifier.model import Quotation
from verifier.spans import Span

_LIKE = 0.4  # share of its words in order from which a quotation is another one altered
_RARE = 12  # places of a word that are looked at
_STRETCHES = 4  # stretches of the originals that a quotation is compared with
_TYPO = 5  # letters of a word that may be misspelt
_BRACKETS = {"[": "]"}
_ELLIPSES = ("...", "…")


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a quotation, or the whole of a short one: its tokens that are words, in order."""

    quotation: Quotation
    words: tuple[int, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Found:
    """Where a piece stands in an original. ``at`` are tokens there; ``same``: to the letter."""

    side: int
    at: tuple[int, ...]
    quoted: bool  # within quotation marks there
    same: bool


def pieces(side: Side) -> Iterator[Piece]:
    """The quotations of a text, cut at sentences, ellipses and brackets; what stands in brackets is nobody’s words."""
    tokens = side.tokens
    for quotation in side.quotations:
        at = quotation.first
        while at < quotation.last:
            end = min(quotation.last, tokens.sentences[tokens.sentence(at)][1])
            for words in _runs(side, at, end):
                yield Piece(quotation, words, Span(tokens.starts[words[0]], tokens.ends[words[-1]]))
            at = end


def _runs(side: Side, first: int, last: int) -> Iterator[tuple[int, ...]]:
    """The words of tokens [first, last) that stand behind each other, nothing left out between them."""
    run: list[int] = []
    closing = ""
    for at in range(first, last):
        word = side.tokens.words[at]
        if closing:
            closing = "" if word == closing else closing
        elif word in _BRACKETS or word.startswith(_ELLIPSES):
            closing = _BRACKETS.get(word, "")
            if run:
                yield tuple(run)
            run = []
        elif any(map(str.isalnum, word)):
            run.append(at)
    if run:
        yield tuple(run)


def _words(side: Side) -> Iterator[int]:
    return (at for at, word in enumerate(side.tokens.words) if any(map(str.isalnum, word)))


class Quoted:
    """The words of the originals in a row: where each stands, and in which piece of a quotation."""

    def __init__(self, sides: Sequence[Side]) -> None:
        self._language = sides[0].language if sides else None
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._words: list[tuple[int, int]] = []  # the original and the token
        self._forms: list[str] = []
        self._piece: list[int] = []  # the piece a word stands in, -1 for none
        self._pieces: list[tuple[int, int]] = []  # where it begins and ends in the row
        self._edges = [-1]  # where no word stands: before the first, behind the last of each original
        for side in sides:
            self._read(side)

    def _read(self, side: Side) -> None:
        row = {at: place for place, at in enumerate(_words(side), len(self._forms))}
        for at, place in row.items():
            form = side.tokens.words[at]
            self._words.append((side.index, at))
            self._forms.append(form)
            self._piece.append(-1)
            self._places[form].append(place)
        self._edges.append(len(self._forms))
        self._words.append((side.index, -1))
        self._forms.append("")  # no run of words leads from one original to the next
        self._piece.append(-1)
        for piece in pieces(side):
            places = [row[at] for at in piece.words if at in row]
            for place in places:
                self._piece[place] = len(self._pieces)
            if places:
                self._pieces.append((places[0], places[-1] + 1))

    def find(self, forms: Sequence[str]) -> Found | None:
        """The words to the letter, quoted where they stand so anywhere; else the likest; else nothing."""
        exact = [self._found(at, at + len(forms), same=True) for at in self._exact(forms)]
        return next((found for found in exact if found.quoted), exact[0] if exact else self._likest(forms))

    def _found(self, first: int, last: int, *, same: bool) -> Found:
        quoted = sum(piece >= 0 for piece in self._piece[first:last]) * 2 > last - first
        return Found(self._words[first][0], tuple(at for _, at in self._words[first:last]), quoted, same)

    def _exact(self, forms: Sequence[str]) -> Iterator[int]:
        """Where the words stand in a row, a misspelling of the original aside."""
        order = sorted(range(len(forms)), key=lambda at: len(self._places.get(forms[at], ())))
        anchor = next((at for at in order if forms[at] in self._places), -1)
        if anchor < 0:
            return
        for place in self._places[forms[anchor]]:
            start = place - anchor
            if start >= 0 and self._is_same(forms, start):
                yield start

    def _is_same(self, forms: Sequence[str], start: int) -> bool:
        end = start + len(forms)
        if end > len(self._forms):
            return False
        return all(
            mine == theirs or self._is_misspelt(theirs, mine) or self._is_spelling(theirs, mine)
            for mine, theirs in zip(forms, self._forms[start:end], strict=True)
        )

    def _is_misspelt(self, word: str, right: str) -> bool:
        """Whether a word of the original is no word, and but for one slip it would be that of the rewrite."""
        if len(word) < _TYPO or not word.isalpha() or word[0] != right[0]:
            return False
        known = self._language.rules.vocabulary if self._language else {}
        return word not in known and right in known and _is_one_slip(right, word)

    def _is_spelling(self, word: str, other: str) -> bool:
        """Whether both are one word in two spellings."""
        language = self._language
        return bool(word) and language is not None and (language.stem(word), language.stem(other)) in language.spellings

    def _likest(self, forms: Sequence[str]) -> Found | None:
        best: tuple[float, int, int] = (_LIKE, 0, 0)
        for first, last in self._stretches(forms):
            theirs = self._forms[first:last]
            blocks = SequenceMatcher(None, forms, theirs, autojunk=False).get_matching_blocks()[:-1]
            if blocks:
                low, high = first + blocks[0].b, first + blocks[-1].b + blocks[-1].size
                same = sum(block.size for block in blocks)
                like = 2 * same / (len(forms) + max(high - low, len(forms) // 2))
                if like > best[0]:
                    best = (like, low, high)
        if not best[2]:
            return None
        same = _letters(forms) == _letters(self._forms[best[1] : best[2]])
        return (
            self._found(*best[1:], same=True) if same else self._found(*self._whole(*best[1:], len(forms)), same=False)
        )

    def _whole(self, low: int, high: int, length: int) -> tuple[int, int]:
        """The whole of a piece that is no longer than the quotation it was made into; else the words alone."""
        piece = self._piece[low]
        if piece >= 0 and self._piece[high - 1] == piece:
            first, last = self._pieces[piece]
            if last - first <= 2 * length:
                return first, last
        return low, high

    def _stretches(self, forms: Sequence[str]) -> Iterator[tuple[int, int]]:
        """The stretches of the originals that share most words with a quotation, by their rarer words."""
        step = max(4, len(forms) // 2)
        votes: defaultdict[int, float] = defaultdict(float)
        for at, form in enumerate(forms):
            places = self._places.get(form, ())
            if len(places) <= _RARE:
                for place in places:
                    votes[(place - at) // step] += 1 / len(places)
        likely = sorted(votes, key=lambda one: (-votes[one] - votes.get(one + 1, 0.0), one))
        for one in likely[:_STRETCHES]:
            first, last = max(0, (one - 1) * step), (one + 2) * step + 2 * len(forms)
            for start, end in pairwise(self._edges):  # no stretch leads from one original to the next
                if start <= one * step + len(forms) // 2 < end:
                    yield max(first, start + 1), min(last, end)


def _is_one_slip(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two have changed places."""
    short, long = sorted((one, other), key=len)
    at = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(long) == len(short) + 1:
        return short[at:] == long[at + 1 :]
    swapped = short[at + 1 : at + 2] + short[at : at + 1] == long[at : at + 2]
    return len(long) == len(short) and (
        short[at + 1 :] == long[at + 1 :] or (swapped and short[at + 2 :] == long[at + 2 :])
    )


def _letters(forms: Sequence[str]) -> str:
    """The letters and figures of some words, however they are joined: its and it's, long-term and long term."""
    return "".join(filter(str.isalnum, "".join(forms)))
