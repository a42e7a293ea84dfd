"""The pieces of a sentence: clauses, and the noun phrases that assert without seeming to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from verifier.claims.owners import FRAME, NOBODY
from verifier.claims.pack import Pack
from verifier.model import Draft, Tokens, ZoneKind
from verifier.ruleset import RuleSet

_SHORT = 2  # words below which a piece says nothing
_STUB = 3  # words that say nothing once what they led up to is a claim of its own (“This comes …”)
_OPENING = 6  # words an opening phrase may have
_BARE_ZONES = frozenset((ZoneKind.HEADLINE, ZoneKind.BULLET, ZoneKind.CAPTION, ZoneKind.DEK))


class Piece(NamedTuple):
    """Tokens [first, last) that may be a claim; ``owner`` is the attribution that governs them."""

    first: int
    last: int
    owner: int = NOBODY
    rule: str = ""
    marks: str = ""
    noun: bool = False
    verbless: bool = False  # cut out by a rule that asks for no verb
    tail: bool = False  # stands right behind a source or cue

    def sentence(self, draft: Draft) -> int:
        """The sentence the piece stands in."""
        return bisect_right(draft.tokens.sentences, (self.first, len(draft.tokens.words))) - 1


class _Place(NamedTuple):
    end: int  # where the piece before ends
    at: int  # where the next begins
    rule: str
    marks: str
    left: bool
    right: bool
    carries: bool  # the source of the words before still speaks


def pieces(
    draft: Draft, kit: Pack, rules: RuleSet, bounds: tuple[int, int], owners: Sequence[int], *, zone: ZoneKind
) -> list[Piece]:
    """The claims of one sentence in reading order."""
    tokens = draft.tokens
    cutter = _Cutter(tokens, kit, rules)
    places = list(cutter.places(bounds, zone))
    found: list[Piece] = []
    speaker = NOBODY
    runs = list(_runs(owners, bounds[0]))
    for run, (first, last, owner) in enumerate(runs):
        if owner == FRAME or cutter.leftover(runs, run):
            continue
        if owner == NOBODY and any(place.carries and place.end == first for place in places):
            owner = speaker  # noqa: PLW2901
        speaker = owner
        tail = owner == NOBODY and first > bounds[0] and owners[first - bounds[0] - 1] == FRAME
        for piece in cutter.split(Piece(first, last, owner, tail=tail), places):
            found += cutter.nouns(piece)
    kept = [trimmed for piece in found if (trimmed := cutter.trimmed(piece)) and cutter.says(trimmed, zone)]
    kept = [piece for piece in kept if not cutter.hangs(piece, kept)]
    return sorted(set(kept), key=lambda piece: (piece.first, -piece.last))


def _runs(owners: Sequence[int], base: int) -> Iterator[tuple[int, int, int]]:
    start = 0
    for at in range(1, len(owners) + 1):
        if at == len(owners) or owners[at] != owners[start]:
            yield base + start, base + at, owners[start]
            start = at


class _Cutter:
    def __init__(self, tokens: Tokens, kit: Pack, rules: RuleSet) -> None:
        self._tokens = tokens
        self._tags = tokens.tags
        self._kit = kit
        self._rules = rules

    def places(self, bounds: tuple[int, int], zone: ZoneKind) -> Iterator[_Place]:
        """Where the cut rules would cut the tokens [first, last)."""
        first, last = bounds
        letters = f"|{self._tags[first:last]}|"
        present = set(letters)
        base = first - 1
        bits = self._tokens.bits
        for cut in self._kit.cuts:
            if (cut.zones and zone not in cut.zones) or not cut.letters <= present:
                continue
            for found in cut.pattern.finditer(letters):
                tested = [found.start(group) for group in range(1, cut.pattern.groups + 1)]
                named = set(cut.pattern.groupindex.values())
                tested = [at for group, at in enumerate(tested, 1) if group not in named]
                if all(bool(bits[base + at] & mask) is wanted for at, (mask, wanted) in zip(tested, cut.tests)):  # noqa: B905
                    end = found.start("end") if "end" in cut.pattern.groupindex else found.start()
                    carries = bool(tested and bits[base + tested[-1]] & cut.carries)
                    where = max(first, base + end), base + found.start("at")
                    yield _Place(*where, cut.rule, cut.marks, cut.left, cut.right, carries)

    def split(self, piece: Piece, places: list[_Place]) -> Iterator[Piece]:
        """A run of words with one owner, cut at the places inside it."""
        inside = sorted((p for p in places if piece.first <= p.at < piece.last), key=lambda p: (p.at, p.end))
        current = piece
        for place in inside:
            if place.at < current.first or (place.at == current.first and place.at > piece.first):
                continue
            left, right = (current.first, min(place.end, current.last)), (place.at, piece.last)
            empty = left[1] <= left[0]
            if not empty and place.left and not self._whole(left, current):
                continue
            if place.right and not self._has_verb(*right, letters=self._kit.verbal):
                continue
            if not empty:
                yield current._replace(last=left[1])
            current = piece._replace(first=place.at, rule=place.rule, marks=place.marks, verbless=not place.right)
        yield current

    def leftover(self, runs: Sequence[tuple[int, int, int]], at: int) -> bool:
        """Whether a run is what stands between an inner cue and its content ("said he denied | on Tuesday | that")."""
        first, last, owner = runs[at]
        if (
            owner < 0
            or self._tags[first] not in self._kit.opening
            or self._has_verb(first, last, letters=self._kit.verbal)
        ):
            return False
        return 0 < at < len(runs) - 1 and runs[at - 1][2] == FRAME and runs[at + 1][2] not in (owner, FRAME, NOBODY)

    def _whole(self, bounds: tuple[int, int], piece: Piece) -> bool:
        """Whether the words before a cut can stand alone."""
        first, last = bounds
        if piece.verbless or (piece.owner >= 0 and not piece.rule):
            return last - first >= _SHORT
        return self._has_verb(
            first, last, letters=self._kit.verbal if piece.rule else self._kit.finite | self._kit.bare
        )

    def _has_verb(self, first: int, last: int, *, letters: frozenset[str]) -> bool:
        return any(letter in letters for letter in self._tags[first:last])

    def nouns(self, piece: Piece) -> list[Piece]:
        """A piece, and the noun phrases in it that are claims of their own."""
        found: list[Piece] = []
        rest = self._subject(piece, found)
        bits, openers = self._tokens.bits, self._kit.openers
        for at in range(rest.first, rest.last):
            if bits[at] & openers:
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
                    if self._tokens.bits[at] & self._kit.openers:
                        self._opened(piece._replace(first=end, last=verb), at, found)
                return piece._replace(first=verb)
        return piece

    def _subject_start(self, piece: Piece) -> int:
        """The first word of the subject, past an opening phrase (“In summary, …”)."""
        start = self._skip(piece.first, piece.last)
        comma = self._tags.find(self._kit.comma, start, min(start + _OPENING, piece.last))
        if comma > start and not self._finite(start, comma) and self._tags[start] in self._kit.opening:
            return self._skip(comma, piece.last)
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
        return end if end < last and tags[end] in kit.finite | kit.bare else None

    def _skip(self, first: int, last: int) -> int:
        while first < last and (self._tags[first] in self._kit.edges or self._tags[first] == "r"):
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
        for noun in self._kit.nouns:
            if not self._tokens.bits[at] & noun.opener_bits or at >= piece.last:
                continue
            start = self._rules.entry_end(noun.opener, self._tokens.words, at, piece.last)
            if not start or (noun.verb and not self._any_bits(piece, noun.verb)):
                continue
            end, head = self._phrase(start, piece.last)
            if head & noun.head and end - start > _SHORT and self._definite(start, end):
                found.append(Piece(start, end, piece.owner, noun.rule, noun.marks, noun=True))
                ends = self._skip(end, piece.last) >= piece.last
                return piece._replace(last=at) if ends and not noun.verb and at > piece.first else piece
        return piece

    def _any_bits(self, piece: Piece, mask: int) -> bool:
        return any(bits & mask for bits in self._tokens.bits[piece.first : piece.last])

    def trimmed(self, piece: Piece) -> Piece | None:
        """A piece without the commas and joining words at its ends."""
        first, last = piece.first, piece.last
        edges = self._kit.edges
        while first < last and self._tags[first] in edges and not (piece.rule and first == piece.first):
            behind = self._tags[first + 1 : first + 2]
            if self._tags[first] == self._kit.that and behind in self._kit.finite | {self._kit.possessive}:
                break  # “That's all”: a pronoun
            first += 1
        stops = self._kit.stops
        closed = self._tags[last : last + 1] in stops or self._tags[last - 1] in stops
        tail = stops if closed else self._kit.tail | stops
        while last > first and self._tags[last - 1] in tail:
            last -= 1
        return piece._replace(first=first, last=last) if last > first else None

    def hangs(self, piece: Piece, pieces: Sequence[Piece]) -> bool:
        """Whether a piece is only the opening phrase of words credited to the same source (“In May,” he said, “…”)."""
        if piece.owner < 0 or piece.rule or self._tags[piece.first] not in self._kit.opening:
            return False
        others = [other for other in pieces if other.owner == piece.owner and other is not piece]
        return bool(others) and not self._finite(piece.first, piece.last)

    def says(self, piece: Piece, zone: ZoneKind) -> bool:
        """Whether a piece claims anything: a clause, a marked phrase, or words credited to somebody."""
        words = sum(self._tags[at].isalnum() for at in range(piece.first, piece.last))
        if piece.noun or piece.rule:
            return words >= _SHORT
        if piece.owner >= 0:
            return words >= _SHORT
        if piece.tail and self._tags[piece.first] in self._kit.verbal:
            return False  # “… said the mayor, elected in May”: part of who speaks
        if self._finite(piece.first, piece.last) or self._past(piece):
            return words >= _SHORT
        return zone in _BARE_ZONES and words > _SHORT

    def _past(self, piece: Piece) -> bool:
        """Whether a form that may be finite follows a noun, where nothing else is a verb."""
        tags = self._tags[piece.first : piece.last]
        noun = next((at for at, letter in enumerate(tags) if letter in self._kit.nominal), len(tags))
        return not self._kit.doubtful.isdisjoint(tags[noun:])

    def _finite(self, first: int, last: int) -> bool:
        tags, kit = self._tags, self._kit
        before = ""
        for at in range(first, last):
            letter = tags[at]
            if letter in kit.finite or (letter in kit.bare and before not in kit.bare_after):
                return True
            if letter != kit.adverb:
                before = letter
        return False
