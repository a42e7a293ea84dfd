"""The cast of a draft: one row a source that supports a claim, its spellings and later mentions merged.

A person is known by the name in the source: by the last word of it, unless two first names differ. Everything else
is known by its words. A claim is *unsure* where its source is a pronoun that nobody resolves, or has its class from
no phrase of a rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from verifier.model import Level, Report, Source, Speaker
from verifier.ruleset import RuleSet
from verifier.spans import Span

_LEVELS = (Level.HIGH, Level.MODERATE, Level.LOW, Level.UNSOURCED, Level.NA)
_SORTS: Mapping[str, str] = {
    "official_named": "named",
    "expert_named": "named",
    "person_named": "named",
    "institution": "body",
    "media_named": "body",
    "media_state": "body",
    "intelligence_named": "body",
    "own_observation": "body",
    "document": "document",
    "statement_release": "document",
    "legal_record": "document",
    "data_record": "document",
    "imagery_provider": "document",
    "imagery_unsourced": "document",
    "social_post": "document",
    "evidence_unspecified": "document",
}
_WITHHELD = "withheld"
SORTS = ("named", _WITHHELD, "body", "document")
_LONG = 7  # words of a role or a spelling; a longer one is a clause


@dataclass(slots=True)
class _Row:
    name: str
    role: str
    sort: str
    first: Span
    words: tuple[str, ...]  # of the name of a person
    level: Level
    graded: str = ""
    claims: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)

    def add(self, said: str) -> None:
        """Another spelling or mention, where it is one."""
        known = {each.casefold() for each in (*self.also, self.name, f"{self.role} {self.name}")}
        if said and said.casefold() not in known:
            self.also.append(said)


class Caster:
    """Who speaks, for a rule set."""

    def __init__(self, rules: RuleSet) -> None:
        self._names = str(rules.grammar["claims"]["names"])
        self._ends = str(rules.grammar["sources"]["ends"])
        self._article = str(rules.grammar["sources"]["article"])
        self._pronouns = rules.mask(str(rules.grammar["cast"]["pronouns"]).split())
        self._titles = str(rules.grammar["cast"]["titles"]).split()
        self._rules = rules

    def cast(self, report: Report) -> tuple[Speaker, ...]:
        """The speakers: people by name first, then names withheld, bodies and documents; each in reading order."""
        rows: list[_Row] = []
        for claim, assessment in zip(report.claims, report.assessments, strict=True):
            for source in _sources(report, claim.attributions):
                row = self._row(rows, report, source, assessment.level)
                if claim.id not in row.claims:
                    row.claims.append(claim.id)
                row.level = min(row.level, assessment.level, key=_LEVELS.index)
        rows.sort(key=lambda row: (SORTS.index(row.sort), row.first))
        return tuple(_speaker(row) for row in rows)

    def unsure(self, report: Report) -> tuple[str, ...]:
        """The ids of claims whose source is a guess."""
        classed: dict[str, list[Span]] = {}
        for match in report.matches:
            classed.setdefault(match.rule, []).append(match.span)
        return tuple(
            claim.id
            for claim, assessment in zip(report.claims, report.assessments, strict=True)
            if assessment.scored
            and any(self._is_guess(report, source, classed) for source in _sources(report, claim.attributions))
        )

    def _is_guess(self, report: Report, source: Source, classed: Mapping[str, list[Span]]) -> bool:
        if source.unsure:
            return True
        whole = source.resolved or source.span
        tokens = report.draft.tokens
        places = range(*tokens.range(whole))
        if all(tokens.bits[at] & self._pronouns for at in places):
            return True
        if any(tokens.tags[at] in self._names for at in places):
            return False
        return not any(whole.overlaps(span) for span in classed.get(source.rule, ()))

    def _row(self, rows: list[_Row], report: Report, source: Source, level: Level) -> _Row:
        whole = source.resolved or source.span
        sort = _SORTS.get(source.type, _WITHHELD)
        name, role = self._parts(report, whole) if sort == "named" else (whole, "")
        words = tuple(report.draft.tokens.words[at] for at in range(*report.draft.tokens.range(name)))
        words = words[1:] if words[:1] == (self._article,) else words
        said = self._said(report, source.span)
        shown = " ".join(name.of(report.text).split())
        for row in rows:
            if row.sort == sort and (_same(row.words, words) if sort == "named" else row.words == words):
                if len(words) > len(row.words):
                    row.name, row.words = shown, words
                row.role = row.role or role
                row.graded = row.graded or source.graded
                row.add(said)
                return row
        row = _Row(shown, role, sort, whole, words, level, source.graded)
        row.add(said)
        rows.append(row)
        return row

    def _said(self, report: Report, span: Span) -> str:
        """A mention as it stands; "" for a pronoun and for a name with a clause behind it."""
        tokens = report.draft.tokens
        places = range(*tokens.range(span))
        if len(places) > _LONG or any(tokens.bits[at] & self._pronouns for at in places):
            return ""
        return " ".join(span.of(report.text).split())

    def _parts(self, report: Report, whole: Span) -> tuple[Span, str]:
        """The name in a source, and the words of it that tell the role."""
        tokens = report.draft.tokens
        first, last = tokens.range(whole)
        runs = list(self._runs(tokens.tags, first, last))
        if not runs:
            return whole, ""
        end = next((at for at in range(first, last) if tokens.tags[at] in self._ends and at > first), last)
        inside = [run for run in runs if run[1] <= end]
        later = [run for run in runs if run[0] >= end and run[1] - run[0] > 1]
        is_whole = bool(inside) and inside[-1][1] == end
        named = later[0] if later and not is_whole else (inside or runs)[-1]
        named = self._title_end(report, *named), named[1]
        before = Span(whole.start, tokens.starts[named[0]])
        after = Span(tokens.ends[named[1] - 1], whole.end)
        told = (before.of(report.text), self._said(report, after))
        role = next((one for one in told if any(map(str.isalpha, one))), "")
        return tokens.span(*named), " ".join(role.split()).strip(" ,")

    def _title_end(self, report: Report, first: int, last: int) -> int:
        """Where a name begins behind the titles written with capitals before it: Press Secretary, Major General."""
        tokens, begin = report.draft.tokens, first
        for at in range(first, last - 1):
            ends = [self._rules.entry_end(name, tokens.words, at, last) for name in self._titles]
            begin = max([begin, *(end for end in ends if end and end < last)])
        return begin

    def _runs(self, tags: str, first: int, last: int) -> Iterator[tuple[int, int]]:
        at = first
        while at < last:
            end = at
            while end < last and tags[end] in self._names:
                end += 1
            if end > at:
                yield at, end
            at = max(end, at + 1)


def _sources(report: Report, attributions: tuple[int, ...]) -> Iterator[Source]:
    for index in attributions:
        one = report.attributions[index]
        if one.supports and one.source is not None and one.source.type:
            yield one.source


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names may be one person’s: the same last word, and no other first word."""
    if one[-1:] != other[-1:]:
        return False
    return len(one) == 1 or len(other) == 1 or one[0] == other[0]


def _speaker(row: _Row) -> Speaker:
    return Speaker(row.name, row.role, row.sort, row.first, tuple(row.claims), row.level, tuple(row.also), row.graded)
