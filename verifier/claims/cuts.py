"""The pieces of a sentence: clauses, and the noun phrases that assert without seeming to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from verifier.claims.nouns import Nouns
from verifier.claims.pack import Pack
from verifier.claims.piece import FRAME, NOBODY, Piece
from verifier.claims.places import Place, places
from verifier.model import Draft, Sentence, ZoneKind

_FULL = 4  # words that make a sentence
_SHORT = 2  # words below which a piece says nothing
_BARE_ZONES = (ZoneKind.HEADLINE, ZoneKind.BULLET, ZoneKind.DEK)


class Cutter:
    """Cuts the sentences of one draft. Where it might cut is looked up once, for few sentences have such a place.

    What the attributions ``entire`` govern stays whole: a refusal to say when and where is one refusal.
    """

    def __init__(self, draft: Draft, kit: Pack, entire: Collection[int] = ()) -> None:
        self._entire = entire
        self._tags = draft.tokens.tags
        self._opened = {one.last - 1: one.first for one in draft.quotations.all}  # last token of one → its first
        self._kit = kit
        self._places = places(draft, kit)
        self._nouns = Nouns(draft.tokens, kit)

    def pieces(self, sentence: Sentence, runs: Sequence[Piece]) -> list[Piece]:
        """The claims of one sentence in reading order."""
        places = self._places.get(sentence.index, ())
        if len(runs) > 2:  # two parts of a clause and what breaks it
            runs = self._joined(runs)
        found = self._cut(runs, places) if places or len(runs) > 1 or runs[0].owner == FRAME else runs
        nouns = sentence.index in self._nouns.sentences
        if nouns:
            found = [one for piece in found for one in self._phrases(piece)]
        kept = self._trimmed(found, bare=sentence.zone.kind in _BARE_ZONES)
        if not kept and all(run.owner == NOBODY for run in runs) and self._is_full(runs[0].first, runs[-1].last):
            kept = self._trimmed(runs, bare=True)
        if len(kept) > 1:
            kept = [piece for piece in kept if piece.owner < 0 or piece.rule or not self._hangs(piece, kept)]
        if nouns and len(kept) > 1:
            kept = sorted(set(kept), key=lambda piece: (piece.first, -piece.last))
        return kept

    def _is_full(self, first: int, last: int) -> bool:
        """Whether one of the words must be a verb that no list knows (“Nordbank axes 400 jobs.”)."""
        words = sum(map(str.isalnum, self._tags[first:last]))
        return words >= _FULL and self._kit.hidden.search(self._tags, first, last) is not None

    def _phrases(self, piece: Piece) -> list[Piece]:
        return [piece] if piece.owner in self._entire else self._nouns.cut(piece)

    def _joined(self, runs: Sequence[Piece]) -> Sequence[Piece]:
        """The runs, a clause that source and cue break in two made one: “Two men, police said, were arrested”."""
        found: list[Piece] = []
        for run in runs:
            if run.owner >= 0 and found:
                at = self._before_frame(found)
                if at >= 0 and found[at].owner == run.owner and self._is_broken(found[at], run):
                    run = run._replace(first=found[at].first)  # noqa: PLW2901
                    del found[at:]
            found.append(run)
        return found

    def _before_frame(self, runs: Sequence[Piece]) -> int:
        """The run before the source and cue that end these runs; −1 where none do."""
        at, framed = len(runs) - 1, False
        while at >= 0:
            first, last, owner, *_ = runs[at]
            if owner == FRAME:
                framed = True
            elif owner != NOBODY or not self._kit.edges.issuperset(self._tags[first:last]):
                break
            at -= 1
        return at if framed else -1

    def _is_broken(self, one: Piece, other: Piece) -> bool:
        """Whether words without a verb are the subject of those behind the break."""
        lead = self._kit.lead.match(self._tags, other.first, other.last)
        at = lead.end() if lead else other.first
        return self._tags[at] in self._kit.finite and self._kit.predicate.isdisjoint(self._tags[one.first : one.last])

    def _cut(self, runs: Sequence[Piece], places: Sequence[Place]) -> list[Piece]:
        """The runs that may claim something, cut at the places inside them."""
        found: list[Piece] = []
        carrying = [place.end for place in places if place.carries] if places else ()
        speaker = NOBODY
        for at, piece in enumerate(runs):
            first, last, owner = piece[:3]
            if owner == FRAME or (at and owner >= 0 and self._leftover(runs, at)):
                continue
            if owner == NOBODY and (at or carrying):
                if first in carrying:
                    owner = speaker
                tail = owner == NOBODY and at > 0 and runs[at - 1].owner == FRAME
                piece = Piece._make((first, last, owner, "", "", False, False, tail))  # noqa: PLW2901
            speaker = owner
            whole = not places or owner in self._entire
            inside = () if whole else [place for place in places if first <= place.at < last]
            if len(runs) > 1 and inside:
                inside = [place for place in inside if not place.cut.bare]
            if inside:
                found += self._split(piece, inside)
            else:
                found.append(piece)
        return found

    def _split(self, piece: Piece, places: list[Place]) -> Iterator[Piece]:
        """A run of words with one owner, cut at the places inside it."""
        if len(places) > 1:
            places.sort(key=lambda place: (place.at, place.end))
        current = piece
        for end, at, cut, _ in places:
            if at < current.first or (at == current.first and at > piece.first):
                continue
            left = min(end, current.last)
            empty = left <= current.first
            if not empty and cut.left and not self._whole(current.first, left, current, each=cut.each):
                continue
            if cut.right and self._kit.verbal.isdisjoint(self._tags[at : piece.last]):
                continue
            if not empty:
                yield Piece._make((current.first, left, *current[2:]))
            current = Piece._make((at, piece.last, piece.owner, cut.rule, cut.marks, False, not cut.right, piece.tail))
        yield current

    def _leftover(self, runs: Sequence[Piece], at: int) -> bool:
        """Whether a run is what stands between an inner cue and its content ("said he denied | on Tuesday | that")."""
        first, last, owner, *_ = runs[at]
        if at == len(runs) - 1 or runs[at - 1].owner != FRAME or runs[at + 1].owner in (owner, FRAME, NOBODY):
            return False
        return self._tags[first] in self._kit.opening and self._kit.verbal.isdisjoint(self._tags[first:last])

    def _whole(self, first: int, last: int, piece: Piece, *, each: bool) -> bool:
        """Whether the words before a cut can stand alone."""
        if not each and (piece.verbless or (piece.owner >= 0 and not piece.rule)):
            return last - first >= _SHORT
        letters = self._kit.verbal if piece.rule else self._kit.predicate
        if not letters.isdisjoint(self._tags[first:last]):
            return True
        return not each and self._kit.perhaps.match(self._tags, first, last) is not None

    def _trimmed(self, found: Sequence[Piece], *, bare: bool) -> list[Piece]:
        """The pieces that say something, without the commas and joining words at their ends."""
        tags, kit, kept = self._tags, self._kit, []
        for piece in found:
            first, last, owner, rule, marks, noun, verbless, tail = piece
            if tags[first] in kit.edges and (owner >= 0 or not rule):
                first = kit.lead.match(tags, first, last).end()  # type: ignore[union-attr]
            closed = tags[last - 1] in kit.stops or tags[last : last + 1] in kit.stops
            end = first + len(tags[first:last].rstrip(kit.closed_tail if closed else kit.open_tail))
            last = end + 1 if end < last and tags[end] in kit.closing and self._closes(first, end) else end
            if last - first >= _SHORT and self._says(first, last, piece, bare=bare):
                kept.append(Piece._make((first, last, owner, rule, marks, noun, verbless, tail)))
        return kept

    def _closes(self, first: int, end: int) -> bool:
        """Whether the closing mark at ``end`` closes a quotation that opens behind ``first``."""
        return self._opened.get(end, -1) >= first

    def _says(self, first: int, last: int, piece: Piece, *, bare: bool) -> bool:
        """Whether words claim anything: a clause, a marked phrase, or words credited to somebody."""
        tags, kit = self._tags, self._kit
        if not tags[first : first + _SHORT].isalnum() and sum(map(str.isalnum, tags[first:last])) < _SHORT:
            return False
        if piece.owner >= 0 or piece.rule:
            return True
        if piece.tail and tags[first] in kit.verbal:
            return False  # “… said the mayor, elected in May”: part of who speaks
        if kit.clause.match(tags, first, last) or kit.perhaps.match(tags, first, last):
            return True
        return bare and sum(map(str.isalnum, tags[first:last])) > _SHORT

    def _hangs(self, piece: Piece, pieces: Sequence[Piece]) -> bool:
        """Whether a piece is only the opening phrase of words credited to the same source (“In May,” he said, “…”)."""
        if self._tags[piece.first] not in self._kit.opening:
            return False
        if not any(other.owner == piece.owner and other is not piece for other in pieces):
            return False
        return not self._kit.clause.match(self._tags, piece.first, piece.last)
