"""Which attribution, if any, each word of a sentence is the content of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from verifier.claims.pack import Pack
from verifier.claims.piece import FRAME, NOBODY, Piece
from verifier.model import Attribution, Draft
from verifier.spans import Span

if TYPE_CHECKING:
    from verifier.matching.match import Matches

_Range: TypeAlias = tuple[int, int]
"""Tokens [first, last)."""


def _governing(attributions: Sequence[Attribution]) -> list[int]:
    """The attributions that govern their content, the longest content first."""
    sources: dict[int, list[Span]] = {}
    for one in attributions:
        if one.supports and one.source is not None:
            sources.setdefault(one.sentence, []).append(one.source.span)
    lengths = {
        at: -sum([end - start for start, end in one.content])
        for at, one in enumerate(attributions)
        if one.supports and one.content and not _describes(one, sources.get(one.sentence, ()))
    }
    return sorted(lengths, key=lengths.__getitem__)


def _describes(one: Attribution, sources: Sequence[Span]) -> bool:
    """Whether an attribution only describes another's source ("according to an audit seen by the newspaper")."""
    for first, last in sources:
        for start, end in one.content:
            if start < first or end > last:
                break
        else:
            return True
    return False


class Owners:
    """The attribution that governs each token; the innermost where they are nested."""

    def __init__(self, draft: Draft, attributions: Sequence[Attribution], matches: Matches, kit: Pack) -> None:
        self.attributions = attributions
        self._range = draft.tokens.range
        self._bits = draft.tokens.bits
        self._kit = kit
        self._tags = draft.tokens.tags
        self._verbs = kit.finite
        self._negated = {match.first for match in matches.of(kit.negation)}
        noted = sorted({at for match in matches.of(kit.noting) for at in range(match.first, match.last)})
        notes = {at for at, one in enumerate(attributions) if noted and self._is_note(one, noted)}
        self._owner = [NOBODY] * len(self._tags)
        self.entire = {at for at, one in enumerate(attributions) if one.cue_class in kit.silent_classes}
        self._edges: list[int] = []  # where the owner may change
        parts = {at for at, one in enumerate(attributions) if self._is_part(one)}
        governing = [at for at in _governing(attributions) if at not in notes and at not in parts]
        governs = set(governing)
        for at in governing:
            one = attributions[at]
            cue = self._range(one.cue) if one.cue is not None else None
            if self._is_whole(one, cue):
                self._claim_all(at, one, cue)
            else:
                self._claim(at, one, cue)
        for at, one in enumerate(attributions):
            if one.cue_class in kit.silent_classes and at not in governs and at not in notes and at not in parts:
                self._claim_all(at, one, self._range(one.cue) if one.cue is not None else None)
            elif one.rule in kit.framing and one.cue is not None and not self._has_clause(one):
                for span in (one.cue, *one.content):
                    self._fill(*self._range(span), FRAME)
        self._edges.sort()

    def runs(self, first: int, last: int) -> list[Piece]:
        """The tokens [first, last), not none, as pieces that have one owner each."""
        owner, edges = self._owner, self._edges
        at, end = bisect_right(edges, first), bisect_left(edges, last)
        runs: list[Piece] = []
        for edge in edges[at:end]:
            if owner[edge] != owner[first]:
                runs.append(Piece._make((first, edge, owner[first], "", "", False, False, False)))
                first = edge
        runs.append(Piece._make((first, last, owner[first], "", "", False, False, False)))
        return runs

    def chain(self, owner: int) -> tuple[int, ...]:
        """The governing attribution and those around it, innermost first."""
        if owner < 0:
            return ()
        chain: list[int] = []
        at: int | None = owner
        while at is not None and at not in chain:
            chain.append(at)
            at = self.attributions[at].parent
        return tuple(chain)

    def _is_whole(self, one: Attribution, cue: _Range | None) -> bool:
        """Whether source and cue belong to the claim: an order, a charge, a thing feared or denied, a “not”."""
        if one.cue_class in self._kit.whole_classes:
            return True
        if cue is None:
            return False
        for at in range(*cue):
            if at in self._negated or self._bits[at] & self._kit.whole_verbs:
                return True
        if one.cue_class not in self._kit.denying and not any(
            self._bits[self._range(span)[0]] & self._kit.whole_contents for span in one.content
        ):
            return False
        return not self._has_clause(one)

    def _is_part(self, one: Attribution) -> bool:
        """Whether somebody else tells it and it has no clause of its own: sources say the owner threatened to sell."""
        if one.parent is None or one.quote:
            return False
        return self.attributions[one.parent].supports and not self._has_clause(one)

    def _is_note(self, one: Attribution, noted: Sequence[int]) -> bool:
        """Whether it only tells why a name is withheld, which the tokens ``noted`` do: asked not to be named."""
        if one.cue is None:
            return False
        ranges = map(self._range, (one.cue, *one.content))
        return any(bisect_left(noted, first) < bisect_left(noted, last) for first, last in ranges)

    def _has_clause(self, one: Attribution) -> bool:
        """Whether the content has a finite verb."""
        return any(not self._verbs.isdisjoint(self._tags[slice(*self._range(span))]) for span in one.content)

    def _fill(self, first: int, last: int, value: int) -> None:
        self._owner[first:last] = [value] * (last - first)
        self._edges += (first, last)

    def _claim_all(self, at: int, one: Attribution, cue: _Range | None) -> None:
        """Give an attribution all from its first word to its last."""
        source = self._range(one.source.span) if one.source is not None else None
        every = [*map(self._range, one.content), *(part for part in (source, cue) if part is not None)]
        self._fill(min(every)[0], max([last for _, last in every]), at)

    def _claim(self, at: int, one: Attribution, cue: _Range | None) -> None:
        """Give an attribution its content, and nobody its source and cue."""
        source = self._range(one.source.span) if one.source is not None else None
        first = self._set_off(one, source) if source is not None else -1
        if source is not None and first >= 0:
            self._fill(first, max(self._range(span)[1] for span in one.content), at)
            return
        if source is not None and (cue is None or self._beside(source, cue)):
            self._fill(*source, FRAME)
        if cue is not None:
            self._fill(*cue, FRAME)
        for span in one.content:
            self._fill(*self._range(span), at)
        if source is None and cue is not None:
            self._bridge(at, *cue)

    def _set_off(self, one: Attribution, source: _Range) -> int:
        """Where a noun begins that the content tells of, set off by a comma (“…, a claim he said was false”); −1."""
        tags, kit = self._tags, self._kit
        if not one.content or tags[self._range(one.content[0])[0]] not in self._verbs:
            return -1
        first = source[0]
        if first < 1 or tags[first - 1] not in kit.nominal:
            return -1
        comma = tags.rfind(kit.comma, 0, first)
        core = kit.phrase.match(tags, comma + 1, first) if comma >= 0 else None
        return comma + 1 if core and core.end() == first and tags[comma + 1] in kit.definite else -1

    def _beside(self, source: _Range, cue: _Range) -> bool:
        """Whether no other verb stands between source and cue: else it is the subject of that one too."""
        return source[1] >= cue[0] or self._verbs.isdisjoint(self._tags[source[1] : cue[0]])

    def _bridge(self, at: int, first: int, last: int) -> None:
        """A cue inside its own content ("are reportedly being loaded") does not break it."""
        before = first > 0 and self._owner[first - 1] == at
        after = last < len(self._owner) and self._owner[last] == at
        if before and after:
            self._fill(first, last, at)
