"""Noun phrases that assert without seeming to: behind an opener, or as the subject of some verbs."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import compress
from operator import itemgetter

from verifier.claims.pack import Noun, Opening, Pack
from verifier.claims.piece import Piece
from verifier.model import Tokens

_SHORT = 2  # words below which a phrase says nothing
_STUB = 3  # words that say nothing once what they led up to is a claim of its own (“This comes …”)
_OPENING = 6  # words an opening phrase may have


class Nouns:
    """The noun phrases of one draft that are claims of their own."""

    def __init__(self, tokens: Tokens, kit: Pack) -> None:
        self._tokens = tokens
        self._tags = tokens.tags
        self._kit = kit
        self._openings: dict[int, dict[int, tuple[int, Noun]]] = {}  # token → rank of a rule → end of its opener
        self._marked: list[int] = []
        self.sentences: set[int] = set()
        """The sentences that may hold any."""
        self._look()

    def _look(self) -> None:
        """Note the words at which a noun phrase may begin to be a claim: few sentences have any."""
        bits, words, kit = self._tokens.bits, self._tokens.words, self._kit
        marks = list(compress(range(len(words)), map(kit.marking.__contains__, words)))
        openings = self._possible({words[at] for at in marks})
        firsts = [first for first, _ in self._tokens.sentences]
        for at in marks:
            if words[at] in openings:
                self._open(at, openings[words[at]])
            if bits[at] & kit.verbs and any(map(kit.heads.__and__, bits[firsts[bisect_right(firsts, at) - 1] : at])):
                self._marked.append(at)
        self._marked = sorted({*self._marked, *self._openings})
        self.sentences.update([bisect_right(firsts, at) - 1 for at in self._marked])

    def _possible(self, present: set[str]) -> dict[str, list[Opening]]:
        """The openings whose longest word, and a verb they ask for, the draft has."""
        found: dict[str, list[Opening]] = {}
        for word in present.intersection(self._kit.openings):
            for one in self._kit.openings[word]:
                if not one.noun.verb or not one.noun.verbs.isdisjoint(present):
                    found.setdefault(word, []).append(one)
        return found

    def _open(self, at: int, openings: Sequence[Opening]) -> None:
        """Note the rules whose opener stands at a word with one of their heads behind it, and where the opener ends."""
        bits, words = self._tokens.bits, self._tokens.words
        for rank, noun, opener, place in openings:
            first = at - place
            start = first + len(opener)
            if words[first:start] == opener and bits[first] & noun.opener_bits:
                core = self._kit.phrase.match(self._tags, start)
                if core and any(map(noun.head.__and__, bits[start : core.end()])):
                    here = self._openings.setdefault(first, {})
                    here[rank] = max(here.get(rank, (start, noun)), (start, noun), key=itemgetter(0))

    def cut(self, piece: Piece) -> list[Piece]:
        """A piece, and the noun phrases in it that are claims of their own."""
        marked = self._marked
        if bisect_left(marked, piece.first) == bisect_left(marked, piece.last):
            return [piece]
        found: list[Piece] = []
        rest = self._subject(piece, found)
        for at in marked[bisect_left(marked, rest.first) : bisect_left(marked, rest.last)]:
            rest = self._opened(rest, at, found)
        short = found and rest.owner < 0 and rest.last < piece.last and rest.last - rest.first <= _STUB
        stub = short and self._tokens.bits[self._skip(rest.first, rest.last - 1)] & self._kit.pointing
        return found if stub else [rest, *found]

    def _subject(self, piece: Piece, found: list[Piece]) -> Piece:
        start = self._subject_start(piece)
        end, head = self._phrase(start, piece.last)
        verb = self._verb_behind(end, piece.last)
        if not head or verb is None or not self._definite(start, end):
            return piece
        for noun in self._kit.subjects:
            if head & noun.head and self._tokens.bits[verb] & noun.verb:
                found.append(Piece(start, end, piece.owner, noun.rule, noun.marks, noun=True))
                for at in range(end, verb):
                    self._opened(piece._replace(first=end, last=verb), at, found)
                return piece._replace(first=verb)
        return piece

    def _subject_start(self, piece: Piece) -> int:
        """The first word of the subject, past an opening phrase (“In summary, …”)."""
        start = self._skip(piece.first, piece.last)
        comma = self._tags.find(self._kit.comma, start, min(start + _OPENING, piece.last))
        if comma > start and not self._kit.clause.match(self._tags, start, comma):
            return self._skip(comma, piece.last) if self._tags[start] in self._kit.opening else start
        return start

    def _verb_behind(self, end: int, last: int) -> int | None:
        """The verb of the subject that ends at ``end``, past adverbs and what stands between two commas."""
        tags, kit = self._tags, self._kit
        if end < last and tags[end] == kit.comma:
            end = tags.find(kit.comma, end + 1, last) + 1
            if not end:
                return None
        while end < last and tags[end] == kit.adverb:
            end += 1
        return end if end < last and tags[end] in kit.predicate else None

    def _skip(self, first: int, last: int) -> int:
        while first < last and (self._tags[first] in self._kit.edges or self._tags[first] == self._kit.adverb):
            first += 1
        return first

    def _phrase(self, start: int, last: int) -> tuple[int, int]:
        """Where the noun phrase that begins at ``start`` ends with its complements, and the list bits of its head."""
        core = self._kit.phrase.match(self._tags, start, last)
        end = core.end() if core else start
        while end > start and self._tags[end - 1] not in self._kit.nominal:
            end -= 1
        if end == start:
            return start, 0
        head = self._tokens.bits[end - 1]
        more = self._kit.complement.match(self._tags, end, last)
        return (more.end() if more else end), head

    def _definite(self, start: int, end: int) -> bool:
        bits = self._tokens.bits[start]
        if bits & self._kit.ongoing:
            return True
        if self._tags[start] in self._kit.definite and not bits & self._kit.indefinite:
            return True
        core = self._kit.phrase.match(self._tags, start, end)
        return core is not None and self._kit.possessive in core.group()

    def _opened(self, piece: Piece, at: int, found: list[Piece]) -> Piece:
        """What is left of a piece when the noun phrase behind the opener at ``at`` is taken out."""
        for _, (start, noun) in sorted(self._openings.get(at, {}).items()):
            if start > piece.last or at >= piece.last or (noun.verb and not self._any_bits(piece, noun.verb)):
                continue
            end, head = self._phrase(start, piece.last)
            if head & noun.head and end - start > _SHORT and self._definite(start, end):
                found.append(Piece(start, end, piece.owner, noun.rule, noun.marks, noun=True))
                ends = self._skip(end, piece.last) >= piece.last
                return piece._replace(last=at) if ends and not noun.verb and at > piece.first else piece
        return piece

    def _any_bits(self, piece: Piece, mask: int) -> bool:
        return any(bits & mask for bits in self._tokens.bits[piece.first : piece.last])
