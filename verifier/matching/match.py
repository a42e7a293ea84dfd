"""Every phrase of the rules, found once over a draft.

A ``not_when`` phrase vetoes a match it shares a word with; of the matches of one rule that overlap, the longest
stays.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import TypeVar

from verifier.errors import Fault, RuleError
from verifier.matching.compiler import Compiler
from verifier.matching.finder import Finder
from verifier.matching.program import KINDS, Program, program
from verifier.matching.trials import Hit
from verifier.matching.view import Shapes, TokenView
from verifier.model import Draft, Match
from verifier.ruleset import PhraseLine, Rule, RuleSet
from verifier.spans import Span

REGEX_SECONDS = 0.5  # for one pattern over one draft
_MARKS = str.maketrans("|()", "   ")

_RULE = attrgetter("rule")

Key = TypeVar("Key", str, int)


class Matches:
    """What the rules found in one draft, in reading order."""

    def __init__(self, found: Iterable[Match], kinds: Mapping[str, str]) -> None:
        self.all: tuple[Match, ...] = tuple(found)
        self._kinds = kinds  # of rules, by id
        self._by_rule: dict[str, tuple[Match, ...]] = {}

    def of(self, rule: str) -> tuple[Match, ...]:
        """The matches of one rule."""
        if rule not in self._by_rule:
            kind = self._kinds.get(rule, "")
            self._by_rule[rule] = tuple(match for match in self.of_kind(kind) if match.rule == rule)
        return self._by_rule[rule]

    def of_kind(self, kind: str) -> tuple[Match, ...]:
        """The matches of all rules of one kind."""
        return self._by_kind.get(kind, ())

    def in_sentence(self, index: int) -> tuple[Match, ...]:
        """The matches in one sentence."""
        return self._by_sentence.get(index, ())

    def at_token(self, index: int) -> tuple[Match, ...]:
        """The matches that cover one token."""
        return self._by_token.get(index, ())

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Match, ...]]:
        return _grouped(self.all, map(self._kinds.__getitem__, map(_RULE, self.all)))

    @cached_property
    def _by_sentence(self) -> dict[int, tuple[Match, ...]]:
        return _grouped(self.all, [match.sentence for match in self.all])

    @cached_property
    def _by_token(self) -> dict[int, tuple[Match, ...]]:
        pairs = [(match, at) for match in self.all for at in range(match.first, match.last)]
        return _grouped([match for match, _ in pairs], [at for _, at in pairs])


def _grouped(matches: Sequence[Match], keys: Iterable[Key]) -> dict[Key, tuple[Match, ...]]:
    groups: defaultdict[Key, list[Match]] = defaultdict(list)
    for key, match in zip(keys, matches, strict=True):
        groups[key].append(match)
    return {key: tuple(found) for key, found in groups.items()}


class Matcher:
    """The phrases and patterns of a rule set, compiled once."""

    def __init__(self, rules: RuleSet) -> None:
        self._compiler = Compiler(rules)
        self._program = program(self._compiler)
        self._shapes = Shapes(rules)
        self._kinds = {rule.id: rule.kind for rule in rules.rules.values()}

    def find(self, draft: Draft) -> Matches:
        """Every match of every rule with phrases or patterns."""
        return Matches(_run(self._program, draft, self._shapes), self._kinds)

    def find_one(self, draft: Draft, rule: Rule) -> tuple[Match, ...]:
        """The matches of one rule alone, of any kind that has phrases; it need not be one of the rule set."""
        return tuple(_run(Program(self._compiler, [rule]), draft, self._shapes))

    def lines(self, draft: Draft, finder: Finder[Key]) -> set[Key]:
        """Which of some phrases stand in a draft, whatever their rules veto."""
        return {key for _, _, key in finder.find(TokenView(draft, self._shapes), draft.tokens.sentences)}

    def finder(self, phrases: Iterable[tuple[Key, PhraseLine]]) -> Finder[Key]:
        """Some phrases, compiled by themselves."""
        return Finder(self._compiler, phrases)


def _run(program: Program, draft: Draft, shapes: Shapes) -> list[Match]:
    """Every match of every rule of a program, by first token, last token and rule."""
    hits = program.finder.find(TokenView(draft, shapes), draft.tokens.sentences)
    hits += _patterns(draft, program)
    hits.sort()
    sentence_of = _sentence_of(draft)
    return _made(_kept(hits, program, draft, sentence_of), program, draft, sentence_of)


def _sentence_of(draft: Draft) -> list[int]:
    sentence_of = [0] * len(draft.tokens.words)
    for index, (first, last) in enumerate(draft.tokens.sentences):
        sentence_of[first:last] = [index] * (last - first)
    return sentence_of


def _made(hits: Sequence[Hit[int]], program: Program, draft: Draft, sentence_of: Sequence[int]) -> list[Match]:
    starts, ends, phrases = draft.tokens.starts, draft.tokens.ends, program.phrases
    matches = []
    for first, last, place in hits:
        rule, line, text = phrases[place]
        span = Span(starts[first], ends[last - 1])
        matches.append(Match(rule, span, first, last, sentence_of[first], line, text))
    return matches


def _kept(hits: Sequence[Hit[int]], program: Program, draft: Draft, sentence_of: Sequence[int]) -> list[Hit[int]]:
    """The hits in the zones and capitals of their rule that share no word with a veto, the longest where they overlap.

    Hits come and go in order; one that comes twice goes once.
    """
    finders, limited = program.finders, program.limited
    vetoed = _vetoed(hits, program)
    watched = {"", *vetoed, *limited}
    kept: list[Hit[int]] = []
    furthest: dict[str, Hit[int]] = {}
    crowds: dict[str, set[Hit[int]]] = {}
    for hit in hits:
        first, last, place = hit
        rule = finders[place]
        if rule in watched:
            if not rule or (rule in vetoed and not vetoed[rule].isdisjoint(range(first, last))):
                continue
            if rule in limited and not _is_within(hit, limited[rule], program.phrases[place][2], draft, sentence_of):
                continue
        before = furthest.get(rule)
        if before is None or before[1] <= first:
            furthest[rule] = hit
        else:
            crowd = crowds.setdefault(rule, set())
            crowd.add(before)
            if hit in crowd:
                continue
            crowd.add(hit)
            if before[1] < last:
                furthest[rule] = hit
        kept.append(hit)
    dropped = set(chain.from_iterable(_overlapped(crowd, program) for crowd in crowds.values() if len(crowd) > 1))
    return [hit for hit in kept if hit not in dropped] if dropped else kept


def _vetoed(hits: Iterable[Hit[int]], program: Program) -> dict[str, set[int]]:
    """The tokens on which each rule may not hold."""
    vetoed: dict[str, set[int]] = {}
    vetoes_from = program.vetoes_from
    for first, last, place in [hit for hit in hits if hit[2] >= vetoes_from]:
        vetoed.setdefault(program.phrases[place][0], set()).update(range(first, last))
    return vetoed


def _is_within(hit: Hit[int], rule: Rule, phrase: str, draft: Draft, sentence_of: Sequence[int]) -> bool:
    """Whether a hit stands in the zones of its rule, and in the letters the rule has where they are to be exact."""
    first, last, _ = hit
    if rule.zones and draft.sentences[sentence_of[first]].zone.kind not in rule.zones:
        return False
    if not rule.exact:
        return True
    prose, tokens = draft.document.prose, draft.tokens
    wanted = set(phrase.translate(_MARKS).split())
    written = [prose[tokens.starts[at] : tokens.ends[at]] for at in range(first, last)]
    small = {word.lower() for word in wanted}
    return all(form in wanted or form.lower() not in small for form in written)


def _overlapped(hits: Iterable[Hit[int]], program: Program) -> Iterator[Hit[int]]:
    """The hits of one rule that share a word with a longer one, or with an equal one that comes first."""
    taken: set[int] = set()
    for hit in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0], program.phrases[hit[2]][1], hit[2])):
        tokens = range(hit[0], hit[1])
        if taken.isdisjoint(tokens):
            taken.update(tokens)
        else:
            yield hit


def _patterns(draft: Draft, program: Program) -> list[Hit[int]]:
    """The hits of rules with a ``regex``; one that runs too long is an error, never silence."""
    hits = []
    for place, rule, line, pattern in program.patterns:
        try:
            found = list(pattern.finditer(draft.document.prose, timeout=REGEX_SECONDS))
        except TimeoutError:
            message = f"the pattern of “{rule.id}” took longer than {REGEX_SECONDS} s on {draft.document.name}."
            raise RuleError([Fault(rule.path, line.line, line.column, f"{message} Simplify it.")]) from None
        for one in found:
            first = bisect_right(draft.tokens.ends, one.start())
            last = bisect_left(draft.tokens.starts, one.end())
            if first < last:
                hits.append((first, last, place))
    return hits


__all__ = ["KINDS", "Matcher", "Matches"]
