"""Whether two claims rest on two origins, as far as the page tells: what is copied is counted once (domain.md 3.3).

Two drafts add strength to each other only where both name an origin and the origins differ. One outlet, one wire
copy, one official, one class of unnamed officials of one nation, undated pictures on both sides, or sentences word for
word alike: one origin.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from verifier.model import Match, Report, Source, ZoneKind
from verifier.relations.lexicon import Alias
from verifier.relations.spelling import plain
from verifier.ruleset import RuleSet
from verifier.spans import Span

_ALIKE_SENTENCES = 2  # sentences word for word in both drafts from which one copies the other
_LONG = 8  # words of a sentence that two desks do not write alike by chance
_UNNAMED = ("_unnamed", "_bare", "hearsay", "unspecified", "_unsourced")
_IMAGES = "imagery"
_GESTURES = ("uncited", "hearsay", "no_comment", "evidence_unspecified", "source_bare")


def _start(match: Match) -> int:
    return match.span.start


@dataclass(frozen=True, slots=True)
class Independence:
    """How much a second origin counts, 0 to 1, and why in words for people."""

    share: float
    why: str


@dataclass(frozen=True)
class Origins:
    """What a draft tells of where its claims come from."""

    report: Report
    rules: RuleSet
    aliases: Mapping[str, tuple[Alias, ...]]

    def source(self, claim: int) -> Source | None:
        """Who stands behind a claim, nearest first."""
        if claim >= len(self.report.claims):
            return None
        for index in self.report.claims[claim].attributions:
            attribution = self.report.attributions[index]
            if attribution.supports and attribution.source is not None and attribution.source.type:
                return attribution.source
        return None

    def name(self, claim: int) -> str:
        """The name of who stands behind a claim; nothing where nobody does."""
        source = self.source(claim)
        return (source.resolved_name or source.name) if source is not None else ""

    def speaks(self, claim: int) -> bool:
        """Whether somebody on the page stands behind a claim: a gesture does not."""
        if claim >= len(self.report.assessments):
            return False
        assessment = self.report.assessments[claim]
        return assessment.scored and not assessment.type.startswith(_GESTURES) and bool(self.name(claim))

    def nations(self, source: Source) -> frozenset[str]:
        """Whose officials they are, by the names of nations in the source."""
        spans = (source.span, source.resolved)
        words = (
            plain(match.span.of(self.report.text)) for span in spans if span is not None for match in self._named(span)
        )
        found = (next((a.entity for a in self.aliases.get(word, ()) if not a.rest), word) for word in words)
        return frozenset(found)

    def _named(self, span: Span) -> Iterator[Match]:
        """The nations named inside a span."""
        for match in islice(self._nations, bisect_left(self._nations, span.start, key=_start), None):
            if match.span.start >= span.end:
                return
            if match.span.end <= span.end:
                yield match

    @cached_property
    def _nations(self) -> list[Match]:
        rules = {rule.id for rule in self.rules.of("detail") if rule.text("modifier") == "nation"}
        return sorted((match for match in self.report.matches if match.rule in rules), key=_start)

    @cached_property
    def outlets(self) -> frozenset[str]:
        """Sites and news agencies named where the page says what it was taken from or who wrote it."""
        draft, found = self.report.draft, set[str]()
        for zone in draft.zones:
            if zone.kind in (ZoneKind.PROVENANCE, ZoneKind.BYLINE):
                words = zone.span.of(self.report.text).split()
                found |= {word.lower().strip("().,").removeprefix("www.") for word in words if "." in word.strip(".")}
                found |= {word.strip("().,") for word in words if word.isupper() and len(word) > 1}
        return frozenset(found)

    @cached_property
    def sentences(self) -> frozenset[str]:
        """The longer sentences as plain words."""
        spans = (plain(sentence.span.of(self.report.text)) for sentence in self.report.draft.sentences)
        return frozenset(words for words in spans if words.count(" ") >= _LONG)


def independence(one: Origins, claim: int, other: Origins, other_claim: int) -> Independence:
    """What the second of two claims may add to the first."""
    first, second = one.source(claim), other.source(other_claim)
    for test in (_same_copy, _same_outlet):
        why = test(one, other)
        if why:
            return Independence(0.0, why)
    if first is None or second is None:
        return Independence(0.0, "independence unknown: " + _without(one, first, other, second))
    same = _same_source(one, first, other, second)
    if same:
        return Independence(0.0, same)
    weight = one.rules.house.get
    if first.type == second.type:
        return Independence(
            weight("corroboration", "same_class", 0.25),
            f"two sources of one class: {_name(first)}, {_name(second)}",
        )
    return Independence(weight("corroboration", "other_channel", 0.5), f"two channels: {_name(first)}, {_name(second)}")


def _same_copy(one: Origins, other: Origins) -> str:
    if one.report is other.report:
        return ""
    shared = one.sentences & other.sentences
    return f"one copy: {len(shared)} sentences are word for word the same" if len(shared) >= _ALIKE_SENTENCES else ""


def _same_outlet(one: Origins, other: Origins) -> str:
    shared = sorted(one.outlets & other.outlets) if one.report is not other.report else []
    return f"one outlet: both name {', '.join(shared)}" if shared else ""


def _without(one: Origins, first: Source | None, other: Origins, second: Source | None) -> str:
    missing = [origins.report.name for origins, source in ((one, first), (other, second)) if source is None]
    return f"no source stands behind it in {' and '.join(dict.fromkeys(missing))}"


def _same_source(one: Origins, first: Source, other: Origins, second: Source) -> str:
    names = [_plain_name(source.resolved_name or source.name) for source in (first, second)]
    if names[0] == names[1] or (names[0][-1] == names[1][-1] and _is_named(first) and _is_named(second)):
        return f"one source: {_name(first)}"
    if first.type.startswith(_IMAGES) and second.type.startswith(_IMAGES):
        return "both rest on pictures that carry no provider or date: perhaps the same ones"
    if first.type == second.type and not _is_named(first) and not set(names[0]).isdisjoint(names[1]):
        nations = one.nations(first), other.nations(second)
        if not all(nations) or not nations[0].isdisjoint(nations[1]):
            return f"perhaps one source: {_name(first)}, {_name(second)}"
    return ""


@lru_cache(maxsize=4096)
def _plain_name(name: str) -> list[str]:
    return plain(name).split()


def _is_named(source: Source) -> bool:
    return not any(part in source.type for part in _UNNAMED)


def _name(source: Source) -> str:
    return f"“{source.resolved_name or source.name}”"
