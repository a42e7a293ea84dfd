"""Who says what: sources, cues and contents of a draft, by the cue rules of the language pack.

``chunks`` gathers words into groups, ``templates`` compiles the cue rules and ``cues`` sorts them, ``subjects`` and
``contents`` work out who and what, ``reading`` puts them together; ``resolution`` finds who a second mention means,
``sources`` what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from verifier.attribution.cues import build
from verifier.attribution.mentions import Kit, kit_of
from verifier.attribution.page import Found
from verifier.attribution.reading import find
from verifier.attribution.resolution import resolve
from verifier.attribution.sources import classify, kit
from verifier.model import Attribution, Draft, Source
from verifier.ruleset import RuleSet

if TYPE_CHECKING:
    from verifier.matching.match import Matches


class Attributor:
    """Everything that the rules say of who says what, compiled once."""

    def __init__(self, rules: RuleSet) -> None:
        self._cues = build(rules)
        self._mentions = kit_of(rules)
        self._sources = kit(rules)

    def attribute(self, draft: Draft, matches: Matches) -> tuple[Attribution, ...]:
        """Every attribution of a draft, its source resolved and typed.

        They are in reading order of their cues; those inside another's content have a ``parent``.
        """
        found = resolve(draft, self.found(draft), self._mentions)
        return classify(draft, found, matches, self._sources)

    def found(self, draft: Draft) -> tuple[Attribution, ...]:
        """The same as the text has them: no second mention is resolved, no source has a type."""
        ordered = sorted(find(draft, self._cues), key=lambda one: (one.cue, one.holder is not None))
        for place, found in enumerate(ordered):
            found.place = place
        return tuple(_attribution(draft, found, self._mentions) for found in ordered)

    def resolved(self, draft: Draft, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
        """Attributions with who is meant by each second mention."""
        return resolve(draft, found, self._mentions)

    def typed(self, draft: Draft, found: Sequence[Attribution], matches: Matches) -> tuple[Attribution, ...]:
        """Attributions with the type of each source."""
        return classify(draft, found, matches, self._sources)


def _head(draft: Draft, first: int, last: int, mentions: Kit) -> tuple[int, int]:
    """A source without a clause that tells more of it: Ann Lee, who left in May."""
    found = mentions.tells_more.search(draft.tokens.tags, first + 1, last)
    return (first, found.start()) if found else (first, last)


def _attribution(draft: Draft, found: Found, mentions: Kit) -> Attribution:
    span, template = draft.tokens.span, found.template
    source = None
    if found.source:
        words = span(*found.source)
        source = Source(words, draft.document.shown(span(*_head(draft, *found.source, mentions))))
    contents = found.contents if len(found.contents) == 1 else sorted(found.contents)
    return Attribution(
        source,
        span(*found.cue),
        tuple([span(first, last) for first, last in contents]),
        found.sentence,
        template.rule.id,
        template.cue_class or "neutral",
        found.quote,
        template.supports,
        found.holder.place if found.holder is not None else None,
    )


__all__ = ["Attributor"]
