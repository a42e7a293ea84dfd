"""The arithmetic of one claim: a base by type, and what the details around the source add or take."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.model import Attribution, Claim, Draft, Factor, Kind, Match, Source
from verifier.ruleset import Rule, RuleSet
from verifier.score.types import NO_COMMENT, Types
from verifier.spans import Span

if TYPE_CHECKING:
    from verifier.match import Matches

RISK = "risk"  # a detail that tells of risk and brings no points
_OPENING_MARKS = '“„«"‘'
_CLOSING_MARKS = '”»"’'


@dataclass(frozen=True, slots=True)
class _Detail:
    rule: Rule
    modifier: str
    near: str
    group: str
    types: frozenset[str]
    label: str


def _details(rules: RuleSet) -> dict[str, _Detail]:
    return {
        rule.id: _Detail(
            rule,
            rule.text("modifier"),
            rule.text("near"),
            rule.text("group"),
            frozenset(rule.words("types")),
            rule.text("label", rule.title),
        )
        for rule in rules.of("detail")
    }


def _sides(rules: RuleSet) -> tuple[int, ...]:
    return tuple(rules.bit(name) for name in str(rules.grammar["claims"]["sides"]).split())


class Scorer:
    """The factors and caps of the claims of one draft."""

    def __init__(self, draft: Draft, attributions: Sequence[Attribution], matches: Matches, rules: RuleSet) -> None:
        self._draft = draft
        self._tokens = draft.tokens
        self._attributions = attributions
        self._rules = rules
        self._house = rules.house
        self._details: Mapping[str, _Detail] = rules.once(_details)
        self._sides = rules.once(_sides)
        self.types = Types(draft, attributions, matches, rules)
        self._letters = str(rules.grammar["claims"]["names"])
        self._found: dict[int, list[Match]] = {}
        for match in matches.of_kind("detail"):
            self._found.setdefault(match.sentence, []).append(match)
        self._capping: dict[int, list[Match]] = {}
        for match in matches.of_kind("claim"):
            kind = rules.rules[match.rule].type
            if kind and rules.house.has("caps", kind):
                self._capping.setdefault(match.sentence, []).append(match)

    def vague(self, claim: Claim) -> bool:
        """Whether actors or content of a claim could be anybody's."""
        return any(
            self._details[match.rule].near == RISK and claim.span.covers(match.span)
            for match in self._found.get(claim.sentence, ())
        )

    def factors(self, claim: Claim) -> tuple[str, tuple[Factor, ...]]:
        """The type of a claim and the lines of its sum."""
        one = self.types.governing(claim)
        kind = self.types.type_of(claim, one)
        if kind == NO_COMMENT:
            return kind, ()
        talk = self.types.hearsay(claim)
        if talk is not None:
            base = self._rules.rules[talk.rule].number("base") or None
            return kind, (self._base(kind, talk.rule, talk.span, base),)
        link = self.types.link(claim.span)
        if link is not None and one is None:
            unnamed = self._modifier("unidentified", "linked, not named in the text", link)
            return kind, (self._base(kind, kind, link), unnamed, self._modifier("link", "link", link))
        if one is None or kind.startswith("uncited"):
            return kind, (self._base(kind, f"uncited-{kind.removeprefix('uncited_')}", None),)
        lines = [*self._bases(claim, one, kind)]
        lines += self._near(claim, one, kind)
        link = self.types.link(self._draft.sentences[one.sentence].span)
        if link is not None and not any(line.rule == "link" for line in lines):
            lines.append(self._modifier("link", "link", link))
        lines += self._quotation(claim, one)
        lines += self._own_side(claim, one, kind)
        if claim.carried:
            lines.append(self._modifier(f"carry_{claim.carried}", "carried from another clause", None))
        lines += self._floor(claim, lines)
        return kind, tuple(lines)

    def cap(self, claim: Claim, kind: str, *, contested: bool) -> tuple[int, str]:
        """The most the strength may be, and what sets it."""
        caps = [(int(self._house.get("caps", kind, 100)), kind)]
        if claim.kind is Kind.FORECAST:
            caps.append((self._house.number("caps", "forecast"), "forecast"))
        caps += [
            (self._house.number("caps", self._rules.rules[match.rule].type), self._rules.rules[match.rule].type)
            for match in self._capping.get(claim.sentence, ())
            if claim.span.overlaps(match.span)
        ]
        if contested:
            caps.append((self._house.number("caps", "contested"), "contested"))
        cap, name = min(caps, key=lambda pair: pair[0])
        return cap, name if cap < 100 else ""

    def _base(self, kind: str, rule: str, span: Span | None, points: int | None = None) -> Factor:
        value = self._house.number("base", kind) if points is None else points
        title = self._rules.rules[rule].title if rule in self._rules.rules else kind.replace("_", " ")
        where = self._house.where("base", kind) if points is None else self._rules.where(rule)
        return Factor(rule, title, value, span, where)

    def _modifier(self, name: str, label: str, span: Span | None, rule: str = "") -> Factor:
        where = self._rules.rules[rule].where if rule in self._rules.rules else self._house.where("modifiers", name)
        return Factor(rule or name.replace("_", "-"), label, self._house.number("modifiers", name), span, where)

    def _bases(self, claim: Claim, one: Attribution, kind: str) -> Iterator[Factor]:
        span = one.source.span if one.source else one.cue
        rule = one.source.rule if one.source else one.rule
        given = self._rules.rules[rule].number("base", 0) if rule in self._rules.rules else 0
        yield self._base(kind, rule, span, given or None)
        if one.source is not None and one.source.also:
            yield from self._second_channel(one.source, kind)
        yield from self._hops(claim, kind)

    def _second_channel(self, source: Source, kind: str) -> Iterator[Factor]:
        """Two channels for one claim count more than the stronger alone, up to a ceiling."""
        number = self._house.weight
        first = self._house.number("base", kind)
        rest = 1 - first / 100
        for other in source.also:
            share = number("corroboration", "other_channel")
            rest *= 1 - share * self._house.get("base", other, 0) / 100
        named = [name for name in (kind, *source.also) if not self._house.has("caps", name)]
        ceiling = first + int(number("corroboration", "ceiling" if named else "ceiling_unnamed"))
        points = min(round(100 * (1 - rest)), ceiling, int(number("corroboration", "never_above"))) - first
        if points > 0:
            where = self._house.where("corroboration", "other_channel")
            yield Factor("second-channel", "a second channel says so", points, source.span, where)

    def _hops(self, claim: Claim, kind: str) -> Iterator[Factor]:
        """Nested credit is as weak as its weakest link, and each link costs."""
        base = self._house.number("base", kind)
        for index in claim.attributions[1:]:
            outer = self._attributions[index]
            if outer.source is None or not outer.source.type:
                continue
            weaker = int(self._house.get("base", outer.source.type, base))
            if weaker < base:
                label = f"told through {self._title(outer.source.rule)}"
                yield Factor(
                    outer.source.rule,
                    label,
                    weaker - base,
                    outer.source.span,
                    self._house.where("base", outer.source.type),
                )
                base = weaker
            yield self._modifier("hop", "told through another source", outer.source.span)

    def _title(self, rule: str) -> str:
        return self._rules.rules[rule].title.lower() if rule in self._rules.rules else "another source"

    def _near(self, claim: Claim, one: Attribution, kind: str) -> Iterator[Factor]:
        """The details that hold near the source, each modifier once, each group under its limit."""
        around = list(self._around(claim, one))
        left = {name: int(value) for name, value in self._house.section("limits").items()} if around else {}
        seen: set[str] = set()
        for match in around:
            detail = self._details[match.rule]
            if detail.modifier in seen or (detail.types and kind not in detail.types) or detail.near == RISK:
                continue
            if not self._stands(detail.near, match, claim, one):
                continue
            seen.add(detail.modifier)
            factor = self._modifier(detail.modifier, detail.label, match.span, match.rule)
            if detail.group in left and factor.points > 0:
                points = min(factor.points, left[detail.group])
                left[detail.group] -= points
                factor = Factor(factor.rule, factor.label, points, factor.span, factor.where)
            if factor.points:
                yield factor

    def _around(self, claim: Claim, one: Attribution) -> Iterator[Match]:
        sentences = {claim.sentence, one.sentence}
        if one.source is not None and one.source.resolved is not None:
            sentences.add(self._sentence_at(one.source.resolved))
        for index in sorted(sentences):
            yield from self._found.get(index, ())

    def _sentence_at(self, span: Span) -> int:
        at = bisect_left(self._tokens.starts, span.start)
        return max(0, bisect_left(self._tokens.sentences, (at + 1, 0)) - 1)

    def _stands(self, near: str, match: Match, claim: Claim, one: Attribution) -> bool:
        """Whether a detail stands where its rule wants it: source, cue, content, frame or sentence."""
        spans: Sequence[Span | None] | None = None
        if near == "source":
            spans = (one.source.span, one.source.resolved) if one.source else ()
        elif near in ("cue", "content"):
            spans = (one.cue,) if near == "cue" else (claim.span,)
        if spans is not None:
            return any(span is not None and span.overlaps(match.span) for span in spans)
        if match.sentence not in (one.sentence, claim.sentence):
            return False
        return near == "sentence" or not any(span.overlaps(match.span) for span in (*one.content, claim.span))

    def _quotation(self, claim: Claim, one: Attribution) -> Iterator[Factor]:
        words = self._quoted_words(claim.span)
        if not words and one.quote:
            words = self._words(claim.span)
        if words >= self._house.number("limits", "quote_words"):
            yield self._modifier("quote", "quoted", claim.span)
        elif words:
            yield self._modifier("quote_partial", "quoted in part", claim.span)

    def _words(self, span: Span) -> int:
        first, last = bisect_left(self._tokens.starts, span.start), bisect_left(self._tokens.starts, span.end)
        return sum(word[:1].isalnum() for word in self._tokens.words[first:last])

    def _quoted_words(self, span: Span) -> int:
        text = span.of(self._draft.document.text)
        opens = min((at for mark in _OPENING_MARKS[:4] if (at := text.find(mark)) >= 0), default=-1)
        if opens < 0:
            return 0
        closes = max(text.rfind(mark) for mark in _CLOSING_MARKS[:3])
        return len(text[opens + 1 : closes if closes > opens else len(text)].split())

    def _own_side(self, claim: Claim, one: Attribution, kind: str) -> Iterator[Factor]:
        """A speaker on the side the claim is about, unless it is only the speaker's view."""
        rule = self._rules.rules.get("own-side")
        if rule is None or claim.kind is Kind.OPINION or kind not in rule.words("types") or one.source is None:
            return
        speaker = one.source.resolved or one.source.span
        for match in self._found.get(claim.sentence, ()):
            if match.rule == rule.id and claim.span.overlaps(match.span):
                return  # counted with the details
        if self._shares_side(speaker, claim.span):
            yield self._modifier("coi", rule.text("label"), one.source.span, rule.id)

    def _shares_side(self, speaker: Span, content: Span) -> bool:
        bits = self._bits(speaker), self._bits(content)
        if any(bits[0] & side and bits[1] & side for side in self._sides):
            return True
        return bool(self._names(speaker) & self._names(content))

    def _range(self, span: Span) -> range:
        return range(bisect_left(self._tokens.starts, span.start), bisect_left(self._tokens.starts, span.end))

    def _bits(self, span: Span) -> int:
        total = 0
        for at in self._range(span):
            total |= self._tokens.bits[at]
        return total

    def _names(self, span: Span) -> set[str]:
        return {self._tokens.words[at] for at in self._range(span) if self._tokens.tags[at] in self._letters}

    def _floor(self, claim: Claim, lines: Sequence[Factor]) -> Iterator[Factor]:
        """A credited claim never stands below an uncredited one: removing a cue must not help."""
        house = self._house
        background = claim.kind is Kind.BACKGROUND
        floor = house.number("base", "uncited_background") if background else house.number("limits", "attributed")
        where = house.where("base", "uncited_background") if background else house.where("limits", "attributed")
        total = sum(line.points for line in lines)
        if total < floor:
            label = (
                "can be looked up without the source" if background else "somebody is credited, if only by a gesture"
            )
            yield Factor("floor", label, floor - total, None, where)
