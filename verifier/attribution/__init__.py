"""Who says what: sources, cues and contents of a draft, by the cue rules of the language pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verifier.attribution.engine import Found, Run
from verifier.model import Attribution, Draft, Source
from verifier.spans import Span

if TYPE_CHECKING:
    from verifier.ruleset import RuleSet


def attribute(draft: Draft, matches: object, rules: RuleSet) -> tuple[Attribution, ...]:
    """Every attribution of a draft, in reading order of its cue."""
    del matches
    run = Run(draft, rules)
    return tuple(_attribution(draft, found) for found in sorted(run.all(), key=lambda one: one.cue))


def _attribution(draft: Draft, found: Found) -> Attribution:
    tokens = draft.tokens
    source = None
    if found.source:
        span = tokens.span(*found.source)
        source = Source(span, span.of(draft.document.text))
    return Attribution(
        source=source,
        cue=tokens.span(*found.cue),
        content=tuple(Span(tokens.starts[a], tokens.ends[b - 1]) for a, b in sorted(found.contents)),
        sentence=found.sentence,
        rule=found.template.rule.id,
        cue_class=found.template.cue_class or "neutral",
        quote=found.quote,
        supports=found.template.supports,
        parent=found.parent,
    )
