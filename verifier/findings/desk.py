"""A report with the look-ups that findings need, made once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from verifier.model import Assessment, Attribution, Claim, Match, Relation, Report
from verifier.ruleset import Rule, RuleSet
from verifier.spans import LineIndex, Span

if TYPE_CHECKING:
    from verifier.findings.checks import Answer

_PROFILE = "profile"  # the kind of rule, how its ids begin, and the word of the front matter
_LEAST = 5  # matches of a profile in a draft, however short
_UNCITED = "uncited"
_SHOWN = 64  # letters of a claim in a question


class Known:
    """What findings need of a rule set, read once."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self.asking = frozenset(rule.id for kind in ("finding", "needs") for rule in rules.of(kind))
        self.profiles = {rule.id: rule for rule in rules.of(_PROFILE)}
        self._openers: dict[str, frozenset[str]] = {}

    def openers(self, list_name: str) -> frozenset[str]:
        """The words with which an entry of a word list may begin."""
        if list_name not in self._openers:
            words = self.rules.lists.get(list_name)
            self._openers[list_name] = frozenset(entry[0] for entry in words.entries) if words else frozenset()
        return self._openers[list_name]


class Desk:
    """One report as the checks read it."""

    def __init__(self, report: Report, known: Known) -> None:
        self.report = report
        self.rules = rules = known.rules
        self._known = known
        self.text = report.text
        self.tokens = report.draft.tokens
        self.told: Mapping[str, str] = rules.grammar["questions"]
        self.name_letters = str(rules.grammar["claims"]["names"])
        self.number_letters = str(rules.grammar["claims"]["numbers"])
        self.plural_letters = str(rules.grammar["claims"]["plurals"])
        self.head_ends = str(rules.grammar["sources"]["ends"])
        self._beside: dict[str, list[int]] = {}
        self.rows: tuple[tuple[Claim, Assessment], ...] = tuple(zip(report.claims, report.assessments, strict=True))

    @cached_property
    def unsure(self) -> frozenset[str]:
        """The ids of claims whose source is a guess."""
        return frozenset(self.report.unsure)

    @cached_property
    def profiles(self) -> tuple[Rule, ...]:
        """What sort of piece the draft is: the profiles it names in its front matter, else those its words tell."""
        known = self._known.profiles
        named = [value for name, value in self.report.draft.document.meta if name == _PROFILE]
        if named:
            wanted = {f"{_PROFILE}-{word}" for word in " ".join(named).replace(",", " ").split()}
            return tuple(rule for rule in known.values() if rule.id in wanted)
        said = [span for one in self.report.attributions for span in one.content]
        found = Counter(
            match.rule
            for match in self.report.matches
            if match.rule in known
            and (known[match.rule].flag("quoted", default=True) or not any(span.covers(match.span) for span in said))
        )
        words = sum(word[0].isalnum() for word in self.tokens.words)
        likely = [rule for rule in known.values() if 1000 * found[rule.id] > rule.number("share") * words]
        return tuple(rule for rule in likely if found[rule.id] >= _LEAST)

    @cached_property
    def idle(self) -> frozenset[str]:
        """The word lists of stakes that tell nothing in such a draft."""
        return frozenset(name for rule in self.profiles for name in rule.words("idle"))

    @cached_property
    def by_id(self) -> dict[str, int]:
        """Place of each claim by its id."""
        return {claim.id: at for at, (claim, _) in enumerate(self.rows)}

    @cached_property
    def matched(self) -> Mapping[str, list[Match]]:
        """The matches of each finding or needs rule that has any in the draft."""
        asking = self._known.asking
        found: dict[str, list[Match]] = {}
        for match in [match for match in self.report.matches if match.rule in asking]:
            found.setdefault(match.rule, []).append(match)
        return found

    def matches(self, rule: str) -> Sequence[Match]:
        """The matches of one finding or needs rule in the draft."""
        return self.matched.get(rule, ())

    def bearing(self, rule: str) -> Iterable[tuple[int, Match]]:
        """The places of claims that hold a match of a rule, or are asked about one, each with its first."""
        borne: dict[int, Match] = {}
        for match in self.matches(rule):
            for at in self._bearers(match):
                borne.setdefault(at, match)
        return borne.items()

    def _bearers(self, match: Match) -> Sequence[int]:
        """The claims that hold a match; else the one it is asked about: the next of the sentence, or the last."""
        beside, claims = self._claims_of.get(match.sentence, ()), self.report.claims
        holding = [at for at in beside if claims[at].span.covers(match.span)]
        if holding or not beside:
            return holding
        return [next((at for at in beside if claims[at].span.start >= match.span.start), beside[-1])]

    @cached_property
    def _claims_of(self) -> dict[int, list[int]]:
        """The places of the claims of each sentence."""
        places: dict[int, list[int]] = {}
        for at, claim in enumerate(self.report.claims):
            places.setdefault(claim.sentence, []).append(at)
        return places

    def attribution(self, claim: Claim) -> Attribution | None:
        """The attribution that governs a claim."""
        return self.report.attributions[claim.attributions[0]] if claim.attributions else None

    def source_name(self, claim: Claim) -> str:
        """The source of a claim as readers would name it; the cue where only that stands there; "" without either."""
        one = self.attribution(claim)
        if one is None or one.source is None:
            return one.cue.of(self.text) if one is not None and one.cue is not None else ""
        return one.source.resolved_name or one.source.name or one.source.span.of(self.text)

    def range(self, span: Span) -> range:
        """The tokens of a span."""
        return range(*self.tokens.range(span))

    def word_with(self, span: Span, list_name: str) -> Span | None:
        """The first entry of a word list in a span."""
        tokens = self.range(span)
        if self._known.openers(list_name).isdisjoint(self.tokens.words[tokens.start : tokens.stop]):
            return None
        mask = self.rules.bit(list_name) | self.rules.start_bit(list_name)
        for at in tokens:
            if self.tokens.bits[at] & mask:
                end = self.rules.entry_end(list_name, self.tokens.words, at, tokens.stop)
                if end:
                    return self.tokens.span(at, end)
        return None

    def at_stake(self, at: int, lists: Sequence[str]) -> str:
        """The first of the word lists that has an entry in the claim; "" where none has."""
        span = self.rows[at][0].span
        return next((name for name in lists if name not in self.idle and self.word_with(span, name) is not None), "")

    def names(self, span: Span) -> set[str]:
        """The words of names in a span."""
        return {self.tokens.words[at] for at in self.range(span) if self.tokens.tags[at] in self.name_letters}

    def persons(self, span: Span) -> set[str]:
        """The words of names in a span that are no nation, month or place known."""
        known = self.rules.mask(self.told["no_person"].split())
        return {
            self.tokens.words[at]
            for at in self.range(span)
            if self.tokens.tags[at] in self.name_letters and not self.tokens.bits[at] & known
        }

    def is_passive(self, span: Span) -> bool:
        """Whether a form of “be” stands right before a word, or two words before it."""
        first = self.range(span).start
        be = self.rules.mask(self.told["be"].split())
        return any(self.tokens.bits[at] & be for at in range(max(0, first - 2), first))

    def uncited(self, at: int) -> bool:
        """Whether nobody is credited with the claim."""
        return self.rows[at][1].type.startswith(_UNCITED)

    def sourced_near(self, at: int, within: int) -> bool:
        """Whether a claim within so many sentences, of one paragraph, is credited to somebody."""
        claim = self.rows[at][0]
        paragraph = self.report.draft.sentences[claim.sentence].zone.paragraph
        for other in self.neighbours(at, within):
            there = self.rows[other][0]
            same = self.report.draft.sentences[there.sentence].zone.paragraph == paragraph
            if same and not self.uncited(other) and self.rows[other][1].strength is not None:
                return True
        return False

    def neighbours(self, at: int, within: int) -> Iterator[int]:
        """The places of claims within so many sentences either way, the claim itself aside."""
        sentence = self.rows[at][0].sentence
        for step in (-1, 1):
            other = at + step
            while 0 <= other < len(self.rows) and abs(self.rows[other][0].sentence - sentence) <= within:
                yield other
                other += step

    def related(self) -> list[int]:
        """The places of claims with relations inside this draft."""
        return sorted(self.by_id[claim] for claim in self._relations if claim in self.by_id)

    def supported(self) -> list[int]:
        """The places of claims that rest on another of the draft."""
        return [at for at, (_, own) in enumerate(self.rows) if own.support is not None]

    def further_clauses(self) -> list[int]:
        """The places of claims with another before them in the sentence."""
        claims = self.report.claims
        return [at for at in range(1, len(claims)) if claims[at].sentence == claims[at - 1].sentence]

    def beside_word(self, list_name: str) -> list[int]:
        """The places of claims in sentences with a word that may begin an entry of a word list."""
        if list_name not in self._beside:
            openers, words = self._known.openers(list_name), self.tokens.words
            ranges = enumerate(self.tokens.sentences)
            found = {index for index, (first, last) in ranges if not openers.isdisjoint(words[first:last])}
            self._beside[list_name] = [at for at, (claim, _) in enumerate(self.rows) if claim.sentence in found]
        return self._beside[list_name]

    def with_factor(self, rule: str) -> list[int]:
        """The places of claims whose strength has a line by this rule beside its base."""
        return list(dict.fromkeys(self._by_factor.get(rule, ())))

    @cached_property
    def _by_factor(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, (_, own) in enumerate(self.rows):
            if len(own.factors) > 1:
                for factor in own.factors[1:]:
                    found.setdefault(factor.rule, []).append(at)
        return found

    def relations(self, claim: str) -> Iterator[tuple[Relation, str]]:
        """The relations of a claim inside this draft, each with the other claim's id."""
        return iter(self._relations.get(claim, ()))

    @cached_property
    def _lines(self) -> LineIndex:
        return LineIndex(self.text)

    @cached_property
    def _relations(self) -> dict[str, list[tuple[Relation, str]]]:
        found: dict[str, list[tuple[Relation, str]]] = {}
        for one in self.report.relations:
            if one.draft == self.report.name and (one.other_draft or one.draft) == one.draft:
                for here, there in ((one.claim, one.other_claim), *one.also):
                    found.setdefault(here, []).append((one, there))
                    if there != here:
                        found.setdefault(there, []).append((one, here))
        return found

    def word_for(self, blank: str, claim: str, answer: Answer) -> str:
        """What fills a blank of a question: source, claim, words or other."""
        if blank == "words":
            return answer.words or answer.span.of(self.text)
        at = self.by_id.get(claim)
        if blank == "other" and answer.other in self.by_id:
            other = self.rows[self.by_id[answer.other]][0]
            return f"line {self._lines.line(other.span.start)}"
        if blank == "other" or at is None:
            return answer.other
        named = self.source_name(self.rows[at][0]) if blank == "source" else ""
        return named or self.shown(self.rows[at][0].span)

    def shown(self, span: Span) -> str:
        """A claim, shortened at a word."""
        return shown(self.text, span)


def shown(text: str, span: Span) -> str:
    """The words of a span on one line, shortened at a word."""
    words = " ".join(span.of(text).split())
    return words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0].rstrip(",;:") + " …"
