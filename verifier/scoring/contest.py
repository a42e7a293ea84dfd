"""Which claims another source of the draft denies."""

from __future__ import annotations

from collections.abc import Sequence

from verifier.model import Attribution, Claim, Draft
from verifier.ruleset import RuleSet
from verifier.spans import Span

_SHARE = 0.6  # of the denied words that the other claim must have
_FEW = 2
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
    found: set[int] = set()
    for denial in denials:
        said = words[denial]
        for at, claim in enumerate(claims):
            if at in denials or claim.sentence == claims[denial].sentence or len(said) < _FEW:
                continue
            common = said & words[at]
            if len(common) >= max(_FEW, _SHARE * min(len(said), len(words[at]))):
                found |= {denial, at}
    return found


def _content(draft: Draft, span: Span, letters: frozenset[str]) -> set[str]:
    tokens = draft.tokens
    return {tokens.words[at] for at in range(*tokens.range(span)) if tokens.tags[at] in letters}
