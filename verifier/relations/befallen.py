"""Whom an event or state befalls: the names before or after it, by the role the rules give.

A name comes as a row (mention, head); its head is what is given back.
"""

from __future__ import annotations

from collections.abc import Sequence

from verifier.model import Match
from verifier.relations.lexicon import Effect
from verifier.relations.mentions import Mention
from verifier.relations.page import Page

_RIGHT, _LEFT, _NEAR = 24, 10, 6  # how many words from an event the one it befalls may stand
_BEFORE = 4  # names before an event that are looked at

Rows = Sequence[tuple[Mention, str]]


def befallen(page: Page, match: Match, effect: Effect, rows: Rows, here: Sequence[str]) -> list[tuple[int, str]]:
    """Those an effect is said of, each with its distance in words, from the names of its sentence and its claim."""
    role, alone = effect.role, effect.alone
    if role == "any":
        return [(0, who) for who in here]
    if role == "object":
        role = _object_side(page, match)
    if role == "after":
        found = _right(page, match, rows, alone=alone)
        also = not found and effect.role == "object" and _is_bare(page, match)
        return _left(page, match, rows, alone=alone) if also else found
    found = _left(page, match, rows, alone=alone)
    also = not found and effect.role == "subject"
    return _right(page, match, rows, alone=alone)[:1] if also else found


def _is_bare(page: Page, match: Match) -> bool:
    """Whether the one it befalls may stand before it without more: “Roe arrested”, “the Roe arrest”."""
    return page.tokens.tags[match.first] in page.lexicon.participle or page.is_noun(match)


def _object_side(page: Page, match: Match) -> str:
    """Where the one an event befalls stands: after it, and before a passive."""
    lexicon, tags = page.lexicon, page.tokens.tags
    if tags[match.first] in lexicon.participle:
        before = tags[max(0, match.first - 3) : match.first]
        if any(letter in lexicon.auxiliary for letter in before):
            return "before"
    return "after"


def _right(page: Page, match: Match, rows: Rows, *, alone: bool) -> list[tuple[int, str]]:
    """Names after an event, one near the next, in its clause; for a noun only up to a comma."""
    noun = page.is_noun(match)
    found: list[tuple[int, str]] = []
    end = match.last
    for mention, who in rows:
        if mention.first < match.last:
            continue
        between = page.tokens.words[end : mention.first]
        far = mention.first >= match.last + _RIGHT or len(between) > _NEAR or (noun and "," in between)
        if far or not _clear(page, end, mention.first):
            break
        if not mention.wide and (not alone or _stands_alone(page, mention)):
            found.append((mention.first - match.last, who))
        end = mention.last
    return found[:1] if alone else found


def _left(page: Page, match: Match, rows: Rows, *, alone: bool) -> list[tuple[int, str]]:
    near = [row for row in rows if row[0].first < match.first][-_BEFORE:]
    for mention, who in reversed(near):
        if mention.first >= match.first - _LEFT and not mention.wide and (not alone or _stands_alone(page, mention)):
            return [(match.first - mention.last, who)]
    return []


def _clear(page: Page, first: int, last: int) -> bool:
    """Whether no new clause begins between two tokens."""
    return not any(tag in page.lexicon.finite for tag in page.tokens.tags[first:last])


def _stands_alone(page: Page, mention: Mention) -> bool:
    """Whether no noun follows a name: it is not part of a longer name of something else."""
    at = mention.last
    return at >= len(page.tokens.tags) or page.tokens.tags[at] not in page.lexicon.nouns
