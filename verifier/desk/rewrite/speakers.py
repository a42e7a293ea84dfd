"""Who speaks the words of a quotation, and whether two names are of two people."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from verifier.desk.rewrite.side import Side
from verifier.model import Attribution, Source

_COMMA = ","


class Speaker(NamedTuple):
    """Who is said to speak: as shown, the last name before the first comma, and all words of names, lower case."""

    shown: str
    head: str
    names: frozenset[str]


class Speakers:
    """The speakers of a text’s quotations."""

    def __init__(self, side: Side) -> None:
        self._side = side

    def of(self, tokens: Sequence[int]) -> Speaker | None:
        """Who speaks some words; nothing where the text leaves it open."""
        found = [one for at in tokens if (one := self._by_token.get(at)) is not None]
        return max(found, key=found.count) if found else None

    @cached_property
    def _by_token(self) -> dict[int, Speaker]:
        spoken: dict[int, Speaker] = {}
        tokens = self._side.tokens
        for one in self._side.report.attributions:
            speaker = self._speaker(one) if one.quote else None
            if speaker is not None:
                for span in one.content:
                    for at in range(*tokens.range(span)):
                        spoken.setdefault(at, speaker)
        return spoken

    def _speaker(self, one: Attribution) -> Speaker | None:
        return self.named(one.source) if one.source is not None else None

    def named(self, source: Source) -> Speaker:
        """A source as the text names it in full."""
        tokens, letters = self._side.tokens, self._side.language.names
        at = range(*tokens.range(source.resolved or source.span))
        names = [place for place in at if tokens.tags[place] in letters]
        comma = next((place for place in at if names and place > names[0] and tokens.words[place] == _COMMA), at.stop)
        head = next((tokens.words[place] for place in reversed(names) if place < comma), "")
        shown = source.resolved_name or source.name
        return Speaker(shown, head, frozenset(tokens.words[place] for place in names))


def are_two(one: Speaker, other: Speaker) -> bool:
    """Whether two speakers with names cannot be one: neither has the last name of the other."""
    return bool(one.head and other.head) and one.head not in other.names and other.head not in one.names
