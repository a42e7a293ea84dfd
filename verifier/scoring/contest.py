"""Which claims another source of the draft denies."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from verifier.model import Attribution, Claim, Draft
from verifier.ruleset import RuleSet
from verifier.spans import Span

_SHARE = 0.6  # of the denied words that the other claim must have
_FEW = 2
_MOST = 100  # claims with a word of a denial, before and behind it, that are compared with it
_DENIAL = "deny"


def contested(draft: Draft, claims: Sequence[Claim], attributions: Sequence[Attribution], rules: RuleSet) -> set[int]:
    """The places of claims that are denied, and of the denials."""
    denying = {index for index, one in enumerate(attributions) if one.cue_class == _DENIAL}
    if not denying:
        return set()
    denials = [at for at, claim in enumerate(claims) if not denying.isdisjoint(claim.attributions[:1])]
    if not denials:
        return set()
    letters = frozenset(rules.grammar["claims"]["content"])
    words = [_content(draft, claim.span, letters) for claim in claims]
    among = _Among(claims, words, set(denials))
    found: set[int] = set()
    for denial in denials:
        said = words[denial]
        for at in among.near(denial) if len(said) >= _FEW else ():
            common = said & words[at]
            if len(common) >= max(_FEW, _SHARE * min(len(said), len(words[at]))):
                found |= {denial, at}
    return found


class _Among:
    """The claims that a denial may be of, by their words."""

    def __init__(self, claims: Sequence[Claim], words: Sequence[set[str]], denials: set[int]) -> None:
        self._claims = claims
        self._words = words
        self._holding: dict[str, list[int]] = {}
        for at, held in enumerate(words):
            if at not in denials:
                for word in held:
                    self._holding.setdefault(word, []).append(at)

    def near(self, denial: int) -> list[int]:
        """Those of other sentences that share words with it, as many as are looked at: the nearest of each word."""
        near: set[int] = set()
        for word in self._words[denial]:
            held = self._holding.get(word, [])
            place = bisect_left(held, denial)
            near.update(held[max(0, place - _MOST) : place + _MOST])
        return [at for at in sorted(near) if self._claims[at].sentence != self._claims[denial].sentence]


def _content(draft: Draft, span: Span, letters: frozenset[str]) -> set[str]:
    tokens = draft.tokens
    return {tokens.words[at] for at in range(*tokens.range(span)) if tokens.tags[at] in letters}
