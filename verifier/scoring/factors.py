"""The arithmetic of one claim: a base by type, and what the details around the source add or take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.model import Attribution, Claim, Draft, Factor, Kind, Match, Source
from verifier.ruleset import Rule, RuleSet
from verifier.scoring.lines import CONTESTED, Bounds, Lines
from verifier.scoring.sides import Sides, sides
from verifier.scoring.types import NO_COMMENT, UNCITED, Types, telling
from verifier.spans import Span

if TYPE_CHECKING:
    from verifier.matching.match import Matches

_RISK = "risk"  # a detail that tells of risk and brings no points
_NOTE = "note"  # a detail that may stand in a sentence of its own behind the source
_BEHIND = 3  # sentences behind a source in which a note on it may stand
_UNBOUND: Bounds = ((), False)
# A credited claim never stands below an uncredited one: removing a cue must not help.
_FLOOR = ("somebody is credited, if only by a gesture", "can be looked up without the source")


@dataclass(frozen=True, slots=True, eq=False)
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


def _capping(rules: RuleSet) -> dict[str, str]:
    """The claim rules whose words cap a claim, and the name of the cap."""
    caps = rules.house.section("caps")
    return {rule.id: rule.type for rule in rules.of("claim") if rule.type in caps}


class Sums:
    """What the rules say of factors and caps, read once."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.lines = Lines(rules)
        self.details = _details(rules)
        self.capping = _capping(rules)
        self.telling = telling(rules)
        self.sides = sides(rules)
        self.names = str(rules.grammar["claims"]["names"])


class Scorer:
    """The factors and caps of the claims of one draft."""

    def __init__(self, draft: Draft, attributions: Sequence[Attribution], matches: Matches, sums: Sums) -> None:
        self._draft = draft
        self._tokens = draft.tokens
        self._attributions = attributions
        self._rules = sums.rules
        self._house = sums.rules.house
        self._lines = sums.lines
        self._details: Mapping[str, _Detail] = sums.details
        self._own_rule = str(sums.rules.grammar["questions"]["own_side"])
        self._own = self._details.get(self._own_rule)
        self._enough = self._house.number("limits", "quote_words")
        self.types = Types(draft, attributions, matches, sums.telling)
        self._sides = Sides(draft.tokens, sums.sides, sums.names)
        self._within = draft.quotations.within
        self._sentences: dict[Span, int] = {}
        self._found: dict[int, list[Match]] = {}
        self._vague: dict[int, list[Span]] = {}
        self._notes: dict[int, list[Match]] = {}
        for match in matches.of_kind("detail"):
            if self._details[match.rule].near == _RISK:
                self._vague.setdefault(match.sentence, []).append(match.span)
            else:
                self._found.setdefault(match.sentence, []).append(match)
                if self._details[match.rule].near == _NOTE:
                    self._notes.setdefault(match.sentence, []).append(match)
        self._told = {one.sentence for one in attributions if one.supports} if self._notes else set()
        self._reasons: dict[Span, list[Match]] = {}
        for one in attributions if self._notes else ():
            if one.source is not None and one.sentence in self._notes:
                self._reasons.setdefault(one.source.resolved or one.source.span, []).extend(self._notes[one.sentence])
        caps = sums.capping
        self._capping: dict[int, list[tuple[Span, str]]] = {}
        for match in matches.of_kind("claim"):
            if match.rule in caps:
                self._capping.setdefault(match.sentence, []).append((match.span, caps[match.rule]))
        self._bounded = self._vague.keys() | self._capping.keys()  # sentences

    def factors(self, claim: Claim) -> tuple[str, tuple[Factor, ...]]:
        """The type of a claim and the lines of its sum."""
        lines = self._lines
        kind = self.types.untold(claim)
        if kind:
            return kind, lines.uncited(kind, claim.told)
        one = self.types.governing(claim)
        talk = self.types.hearsay(claim)
        kind = self.types.type_of(claim, one, talk)
        if kind == NO_COMMENT:
            return kind, ()
        if talk is not None:
            return kind, (lines.base(kind, talk.rule, talk.span, self._rules.rules[talk.rule].number("base")),)
        if one is None or kind.startswith(UNCITED):
            return kind, lines.uncited(kind, claim.told)
        return kind, tuple(self._credited(claim, one, kind))

    def _credited(self, claim: Claim, one: Attribution, kind: str) -> list[Factor]:
        """The lines of a claim with a source."""
        lines = self._bases(claim, one, kind)
        around = self._around(claim, one)
        if around:
            lines += self._near(around, claim, one, kind)
        if self.types.links and one.source is not None:
            lines += self._linked(one, lines)
        quoted = self._quoted_words(claim.span, whole=one.quote)
        if quoted:
            name, label = ("quote", "quoted") if quoted >= self._enough else ("quote_partial", "quoted in part")
            lines.append(self._lines.modifier(name, label, claim.span))
        if self._own is not None and kind in self._own.types:
            lines += self._own_side(self._own, claim, one)
        if claim.carried:
            lines.append(self._lines.carried(claim.carried))
        floor, where = self._lines.floor(claim.kind)
        total = sum([line.points for line in lines])
        if total < floor:
            lines.append(Factor("floor", _FLOOR[claim.kind is Kind.BACKGROUND], floor - total, None, where))
        return lines

    def bounds(self, claim: Claim, *, contested: bool) -> Bounds:
        """The names of the caps over a claim, that of its type aside, and whether it could be anybody's."""
        forecast = claim.kind is Kind.FORECAST
        if not (forecast or contested or claim.sentence in self._bounded):
            return _UNBOUND
        names = ["forecast"] if forecast else []
        names += [name for span, name in self._capping.get(claim.sentence, ()) if claim.span.overlaps(span)]
        if contested:
            names.append(CONTESTED)
        return tuple(dict.fromkeys(names)), any(map(claim.span.covers, self._vague.get(claim.sentence, ())))

    def _bases(self, claim: Claim, one: Attribution, kind: str) -> list[Factor]:
        span = one.source.span if one.source else one.cue
        rule = one.source.rule if one.source else one.rule
        found = self._rules.rules.get(rule)
        lines = [self._lines.base(kind, rule, span, found.number("base") if found is not None else 0)]
        if one.source is not None and one.source.also:
            lines += self._second_channel(one.source, kind)
        if len(claim.attributions) > 1:
            lines += self._hops(claim, kind)
        return lines

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
            yield self._lines.modifier("hop", "told through another source", outer.source.span)

    def _title(self, rule: str) -> str:
        return self._rules.rules[rule].title.lower() if rule in self._rules.rules else "another source"

    def _near(self, around: Sequence[Match], claim: Claim, one: Attribution, kind: str) -> Iterator[Factor]:
        """The details that hold near the source, each modifier once, each group under its limit."""
        left: dict[str, int] = {}
        seen: set[str] = set()
        for match in around:
            detail = self._details[match.rule]
            if detail.modifier in seen or (detail.types and kind not in detail.types):
                continue
            if not self._stands(detail.near, match, claim, one):
                continue
            seen.add(detail.modifier)
            factor = self._lines.modifier(detail.modifier, detail.label, match.span, match.rule)
            if factor.points > 0 and self._house.has("limits", detail.group):
                most = left.get(detail.group, self._house.number("limits", detail.group))
                left[detail.group] = most - min(factor.points, most)
                factor = factor._replace(points=min(factor.points, most))
            if factor.points:
                yield factor

    def _around(self, claim: Claim, one: Attribution) -> Sequence[Match]:
        """The details in the sentences of claim, attribution and first mention of the source, in reading order."""
        resolved = one.source.resolved if one.source is not None else None
        if resolved is None and claim.sentence == one.sentence and not self._notes:
            return self._found.get(claim.sentence, ())
        sentences = {claim.sentence, one.sentence}
        if resolved is not None:
            sentences.add(self._sentence_at(resolved))
        around = [match for index in sorted(sentences) for match in self._found.get(index, ())]
        return around + self._noted(one, sentences) if self._notes else around

    def _noted(self, one: Attribution, sentences: set[int]) -> list[Match]:
        """The notes on a source: where it speaks again, and behind it up to the next that credits somebody."""
        found = list(self._reasons.get(one.source.resolved or one.source.span, ())) if one.source is not None else []
        for index in sorted(sentences):
            for behind in range(index + 1, index + 1 + _BEHIND):
                if behind in self._told:
                    break
                found += self._notes.get(behind, ())
        return found

    def _sentence_at(self, span: Span) -> int:
        known = self._sentences.get(span)
        if known is None:
            known = self._sentences[span] = self._tokens.sentence(self._tokens.range(span)[0])
        return known

    def _stands(self, near: str, match: Match, claim: Claim, one: Attribution) -> bool:
        """Whether a detail stands where its rule wants it: source, cue, content, frame, sentence, or a note behind."""
        span = match.span
        if near == "source":
            source = one.source
            if source is None:
                return False
            return source.span.overlaps(span) or (source.resolved is not None and source.resolved.overlaps(span))
        if near == "cue":
            return one.cue is not None and one.cue.overlaps(span)
        if near == "content":
            return claim.span.overlaps(span)
        here = near == _NOTE or match.sentence in (one.sentence, claim.sentence)
        return here and (near != "frame" or not any(words.overlaps(span) for words in (*one.content, claim.span)))

    def _quoted_words(self, span: Span, *, whole: bool) -> int:
        """The words of a claim that stand in quotation marks; all of them where it is ``whole`` a quotation."""
        first, last = self._tokens.range(span)
        words, within = self._tokens.words, self._within
        inside = [at for at in range(first, last) if within[at]] or (range(first, last) if whole else ())
        return sum([words[at][0].isalnum() for at in inside])

    def _linked(self, one: Attribution, lines: Sequence[Factor]) -> Iterator[Factor]:
        """A link in the sentence of the attribution, where it is not counted yet."""
        link = self.types.link(self._draft.sentences[one.sentence].span)
        if link is not None and not any(line.rule == "link" for line in lines):
            yield self._lines.modifier("link", "link", link)

    def _own_side(self, detail: _Detail, claim: Claim, one: Attribution) -> Iterator[Factor]:
        """A speaker on the side the claim is about, unless it is only the speaker's view."""
        if claim.kind is Kind.OPINION or one.source is None:
            return
        for match in self._found.get(claim.sentence, ()):
            if match.rule == self._own_rule and claim.span.overlaps(match.span):
                return  # counted with the details
        if self._sides.shared(one.source.resolved or one.source.span, claim.span):
            yield self._lines.modifier("coi", detail.rule.text("label"), one.source.span, self._own_rule)
