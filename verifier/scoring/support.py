"""Headline, dek, bullets and closing lines may take the attribution of the body; the body only of the next sentence.

Two claims are of one event when they share a class of event (or enough words) and a name; the stronger lends its
attribution, less a penalty. Analysis and forecasts lend and borrow nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from verifier.model import Assessment, Claim, Draft, Kind, Support, ZoneKind
from verifier.ruleset import RuleSet
from verifier.spans import Span

if TYPE_CHECKING:
    from verifier.matching.match import Matches

_BORROWS = frozenset((ZoneKind.HEADLINE, ZoneKind.DEK, ZoneKind.BULLET, ZoneKind.CLOSING))
_LENDS = frozenset((ZoneKind.BODY, ZoneKind.QUOTE))
_KINDS = frozenset((Kind.FACT, Kind.PRESUPPOSITION, Kind.INFERENCE, Kind.BACKGROUND))
_LENT = _KINDS | {Kind.FORECAST}
_ENOUGH = 0.5
_FEW = 2
_CLOSE = 0.2  # of the nearest, the strongest lends
_STEM = 4  # letters by which two forms of one word are told


@dataclass(frozen=True, slots=True)
class _Gist:
    """What a claim is about."""

    events: frozenset[str]
    words: frozenset[str]

    def near(self, other: _Gist) -> float:
        """How far two claims speak of one event, 0 to 1."""
        events = self.events & other.events
        words = self.words & other.words
        if not words or len(events) + len(words) < _FEW:
            return 0.0
        weight = 2 * len(events) + len(words)
        least = min(2 * len(one.events) + len(one.words) for one in (self, other))
        return min(1.0, weight / max(3, least))


class _Shelf:
    """The claims of one draft, and what each is about, worked out when it is first asked for."""

    def __init__(self, draft: Draft, claims: Sequence[Claim], matches: Matches, rules: RuleSet) -> None:
        grammar = rules.grammar["claims"]
        self.claims = claims
        self._tokens = draft.tokens
        self._name = frozenset(str(grammar["names"]))
        self._content = frozenset(str(grammar["content"]))
        self._pointing = rules.mask(str(grammar["pointing"]).split())
        self._matches = matches
        self._known: dict[int, _Gist] = {}

    @cached_property
    def _events(self) -> dict[int, list[tuple[int, str]]]:
        """The events told in each sentence, each with where it begins."""
        events: dict[int, list[tuple[int, str]]] = {}
        for match in self._matches.of_kind("event"):
            events.setdefault(match.sentence, []).append((match.span.start, match.rule))
        return events

    @cached_property
    def _of_sentence(self) -> dict[int, list[int]]:
        claims: dict[int, list[int]] = {}
        for at, claim in enumerate(self.claims):
            claims.setdefault(claim.sentence, []).append(at)
        return claims

    def points_back(self, at: int) -> bool:
        """Whether a claim begins with “this” or the like."""
        first = bisect_left(self._tokens.starts, self.claims[at].span.start)
        return first < len(self._tokens.bits) and bool(self._tokens.bits[first] & self._pointing)

    def may_share(self, at: int, stems: frozenset[str]) -> bool:
        """Whether a claim may speak of one of some words: by its own, or by those that it points back at."""
        own = [word[:_STEM] for word in self._tokens.words[slice(*self._tokens.range(self.claims[at].span))]]
        return not stems.isdisjoint(own) or self.points_back(at)

    def gist(self, at: int) -> _Gist:
        """What a claim is about; one that points back takes the names of what it points at."""
        known = self._known.get(at)
        if known is None:
            known = self._read(at)
            if self.points_back(at):
                before = self._of_sentence.get(self.claims[at].sentence - 1, ())
                same = [other for other in before if self._read(other).events & known.events]
                known = _Gist(known.events, known.words.union(*map(self._names, same)))
            self._known[at] = known
        return known

    def _read(self, at: int) -> _Gist:
        claim = self.claims[at]
        start, end = claim.span
        here = self._events.get(claim.sentence, ())
        events = frozenset([rule for place, rule in here if start <= place < end])
        return _Gist(events, self._stems(claim.span, self._content))

    def _names(self, at: int) -> frozenset[str]:
        return self._stems(self.claims[at].span, self._name)

    def _stems(self, span: Span, letters: frozenset[str]) -> frozenset[str]:
        """The beginnings of the words of a span whose word class is among ``letters``."""
        first, last = self._tokens.range(span)
        pairs = zip(self._tokens.words[first:last], self._tokens.tags[first:last], strict=True)
        return frozenset([word[:_STEM] for word, tag in pairs if tag in letters])


class _Index:
    """Claims by the words and events they share with others."""

    def __init__(self, shelf: _Shelf, lending: Iterable[int]) -> None:
        self._shelf = shelf
        self._by_word: dict[str, list[int]] = {}
        for at in lending:
            gist = shelf.gist(at)
            for word in gist.words:
                self._by_word.setdefault(word, []).append(at)

    def near(self, gist: _Gist) -> list[tuple[float, int]]:
        """(nearness, place) of the claims that share a word."""
        others = {at for word in gist.words for at in self._by_word.get(word, ())}
        return [(gist.near(self._shelf.gist(at)), at) for at in sorted(others)]


def supports(
    draft: Draft, claims: Sequence[Claim], assessments: Sequence[Assessment], matches: Matches, rules: RuleSet
) -> tuple[Assessment, ...]:
    """The assessments with the best support of each borrowing claim."""
    shelf = _Shelf(draft, claims, matches, rules)
    lending = [at for at, claim in enumerate(claims) if claim.zone in _LENDS and _lends(claim, assessments[at])]
    borrowing = [at for at, claim in enumerate(claims) if _borrows(claim, assessments[at])]
    found = list(assessments)
    structural = [at for at in borrowing if claims[at].zone in _BORROWS]
    if structural:
        wanted = frozenset().union(*[shelf.gist(at).words for at in structural])
        index = _Index(shelf, [at for at in lending if shelf.may_share(at, wanted)])
        penalty = -rules.house.number("inheritance", "structural")
        for at in structural:
            best = _best(index.near(shelf.gist(at)), assessments)
            if best is not None:
                found[at] = _supported(assessments[at], claims[best], assessments[best], penalty, "structural")
    penalty = -rules.house.number("inheritance", "next_sentence")
    waiting: dict[int, list[int]] = {}
    for at in borrowing:
        if claims[at].zone in _LENDS:
            waiting.setdefault(claims[at].sentence, []).append(at)
    for other in lending:
        before = waiting.get(claims[other].sentence - 1)
        if before is None or not shelf.points_back(other):
            continue
        for at in before:
            if found[at].support is None and shelf.gist(at).events & shelf.gist(other).events:
                found[at] = _supported(assessments[at], claims[other], assessments[other], penalty, "next_sentence")
    return tuple(found)


def _supported(own: Assessment, claim: Claim, assessment: Assessment, penalty: int, rule: str) -> Assessment:
    return replace(own, support=Support(claim.id, assessment.strength or 0, penalty, rule))


def _borrows(claim: Claim, own: Assessment) -> bool:
    return claim.kind in _KINDS and own.scored and own.type.startswith(("uncited", "hearsay"))


def _lends(claim: Claim, assessment: Assessment) -> bool:
    return assessment.scored and not assessment.type.startswith("uncited") and claim.kind in _LENT


def _best(near: Sequence[tuple[float, int]], assessments: Sequence[Assessment]) -> int | None:
    """Of the claims about as near as the nearest, the strongest."""
    closest = max((nearness for nearness, _ in near), default=0.0)
    ranked = [
        (assessments[at].strength or 0, nearness, -at)
        for nearness, at in near
        if nearness >= max(_ENOUGH, closest - _CLOSE)
    ]
    return -max(ranked)[2] if ranked else None
