"""Headline, dek, bullets and closing lines may take the attribution of the body; the body only of the next sentence.

Two claims are of one event when they share a class of event (or enough words) and a name; the stronger lends its
attribution, less a penalty. Analysis and forecasts lend and borrow nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.model import Assessment, Claim, Draft, Kind, Support, ZoneKind
from verifier.ruleset import RuleSet

if TYPE_CHECKING:
    from verifier.match import Matches

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
    names: frozenset[str]
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


def supports(
    draft: Draft, claims: Sequence[Claim], assessments: Sequence[Assessment], matches: Matches, rules: RuleSet
) -> tuple[Assessment, ...]:
    """The assessments with the best support of each borrowing claim."""
    gists = _gists(draft, claims, matches, rules)
    lending = [at for at, claim in enumerate(claims) if claim.zone in _LENDS and _lends(claim, assessments[at])]
    structural = -rules.house.number("inheritance", "structural")
    nearby = -rules.house.number("inheritance", "next_sentence")
    found = list(assessments)
    for at, claim in enumerate(claims):
        own = assessments[at]
        if claim.kind not in _KINDS or own.strength is None or not own.type.startswith(("uncited", "hearsay")):
            continue
        if claim.zone in _BORROWS:
            best = _best(gists[at], [(other, gists[other], assessments[other]) for other in lending])
            if best is not None:
                found[at] = replace(own, support=_support(claims[best], assessments[best], structural, "structural"))
        elif claim.zone in _LENDS:
            best = _next(draft, claims, at, lending, gists, rules)
            if best is not None:
                found[at] = replace(own, support=_support(claims[best], assessments[best], nearby, "next_sentence"))
    return tuple(found)


def _support(claim: Claim, assessment: Assessment, penalty: int, rule: str) -> Support:
    return Support(claim.id, assessment.strength or 0, penalty, rule)


def _lends(claim: Claim, assessment: Assessment) -> bool:
    return assessment.strength is not None and not assessment.type.startswith("uncited") and claim.kind in _LENT


def _best(gist: _Gist, others: Sequence[tuple[int, _Gist, Assessment]]) -> int | None:
    ranked = [(gist.near(other), assessment.strength or 0, -at) for at, other, assessment in others]
    closest = max((nearness for nearness, _, _ in ranked), default=0.0)
    near = [(strength, nearness, at) for nearness, strength, at in ranked if nearness >= max(_ENOUGH, closest - _CLOSE)]
    return -max(near)[2] if near else None


def _next(
    draft: Draft, claims: Sequence[Claim], at: int, lending: Sequence[int], gists: Sequence[_Gist], rules: RuleSet
) -> int | None:
    """A claim of the next sentence that points back at this one (“this pullout began …”)."""
    pointing = rules.bit("demonstrative") if "demonstrative" in rules.lists else 0
    for other in lending:
        if claims[other].sentence != claims[at].sentence + 1:
            continue
        first = bisect_left(draft.tokens.starts, claims[other].span.start)
        if draft.tokens.bits[first] & pointing and gists[at].events & gists[other].events:
            return other
    return None


def _gists(draft: Draft, claims: Sequence[Claim], matches: Matches, rules: RuleSet) -> list[_Gist]:
    tokens = draft.tokens
    events: dict[int, list[tuple[int, str]]] = {}
    for match in matches.of_kind("event"):
        events.setdefault(match.sentence, []).append((match.span.start, match.rule))
    pointing = rules.bit("demonstrative") if "demonstrative" in rules.lists else 0
    name, content = str(rules.grammar["claims"]["names"]), frozenset(rules.grammar["claims"]["content"])
    gists: list[_Gist] = []
    for claim in claims:
        span = claim.span
        first, last = bisect_left(tokens.starts, span.start), bisect_left(tokens.starts, span.end)
        here = frozenset(rule for start, rule in events.get(claim.sentence, ()) if span.start <= start < span.end)
        names = {tokens.words[at][:_STEM] for at in range(first, last) if tokens.tags[at] in name}
        words = {tokens.words[at][:_STEM] for at in range(first, last) if tokens.tags[at] in content}
        gist = _Gist(here, frozenset(names), frozenset(words))
        if first < last and tokens.bits[first] & pointing:
            before = {
                name
                for other, known in zip(claims, gists, strict=False)
                if other.sentence == claim.sentence - 1 and known.events & here
                for name in known.names
            }
            gist = _Gist(here, gist.names | before, gist.words | before)
        gists.append(gist)
    return gists
