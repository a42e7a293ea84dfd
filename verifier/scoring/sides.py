"""Whether a speaker is on the side that a claim is about: one of its names, or a list of words of one state."""

from __future__ import annotations

from verifier.model import Tokens
from verifier.ruleset import RuleSet
from verifier.spans import Span


def sides(rules: RuleSet) -> int:
    """The bits of the lists of words that each name a side."""
    return rules.mask(str(rules.grammar["claims"]["sides"]).split())


class Sides:
    """The sides of the words of one draft."""

    def __init__(self, tokens: Tokens, sides: int, names: str) -> None:
        self._tokens = tokens
        self._sides = sides
        self._letters = names
        self._known: dict[Span, tuple[int, frozenset[str]]] = {}

    def shared(self, speaker: Span, content: Span) -> bool:
        """Whether the words of a speaker and of a content have a name or a side in common."""
        known = self._known.get(speaker)
        if known is None:
            known = self._known[speaker] = self._of(speaker)
        sides, names = known
        tokens = self._tokens
        first, last = self._tokens.range(content)
        if sides:
            for bits in tokens.bits[first:last]:
                if bits & sides:
                    return True
        if names.isdisjoint(tokens.words[first:last]):
            return False
        return any(tokens.tags[at] in self._letters and tokens.words[at] in names for at in range(first, last))

    def _of(self, speaker: Span) -> tuple[int, frozenset[str]]:
        tokens = self._tokens
        first, last = tokens.range(speaker)
        sides = 0
        for bits in tokens.bits[first:last]:
            sides |= bits & self._sides
        return sides, frozenset([tokens.words[at] for at in range(first, last) if tokens.tags[at] in self._letters])
