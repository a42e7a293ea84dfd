"""Who says what: sources, cues and contents of a draft, by the cue rules of the language pack.

``chunks`` gathers words into groups, ``quotes`` pairs quotation marks, ``templates`` compiles the cue rules,
``subjects`` and ``contents`` work out who and what, ``reading`` puts them together.
"""

from __future__ import annotations

from verifier.attribution.page import Found
from verifier.attribution.reading import find
from verifier.model import Attribution, Draft, Source
from verifier.ruleset import RuleSet


def attribute(draft: Draft, matches: object, rules: RuleSet) -> tuple[Attribution, ...]:
    """Every attribution of a draft, in reading order of its cue; those inside another's content have a ``parent``."""
    del matches  # the cue templates look at words and groups themselves
    ordered = sorted(find(draft, rules), key=lambda one: (one.cue, one.holder is not None))
    place = {id(found): index for index, found in enumerate(ordered)}
    return tuple(_attribution(draft, found, place) for found in ordered)


def _attribution(draft: Draft, found: Found, place: dict[int, int]) -> Attribution:
    span, template = draft.tokens.span, found.template
    source = None
    if found.source:
        words = span(*found.source)
        source = Source(words, draft.document.shown(words))
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
        place[id(found.holder)] if found.holder is not None else None,
    )


__all__ = ["attribute"]
