"""Every phrase of the rules, found once over a draft.

A ``not_when`` phrase vetoes a match it shares a word with; of the matches of one rule that overlap, the longest
stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, pairwise
from operator import attrgetter, itemgetter
from typing import TypeVar

from verifier.errors import Fault, RuleError
from verifier.model import Draft, Match
from verifier.ruleset import PhraseLine, Rule, RuleSet
from verifier.ruleset.finder import KINDS, Hit, Program, program
from verifier.spans import Span

REGEX_SECONDS = 0.5  # for one pattern over one draft
WORD_SHAPE = "= "  # begins a shape that speaks of the word itself, not of letters
_NO_RUN = -1
_LOOKS_ON = re.compile(r"\(\?[=!]|[$\\]")  # in a shape that may ask what follows, or where the sentence ends
_MARKS = str.maketrans("|()", "   ")

Key = TypeVar("Key", str, int)
_Hit = Hit[tuple[str, bool]]


class TokenView:
    """The tokens of a draft as phrases see them; built-ins are worked out on first use."""

    def __init__(self, draft: Draft, rules: RuleSet) -> None:
        tokens = draft.tokens
        self.words: list[str] = tokens.words
        self.bits: list[int] = tokens.bits
        self._draft = draft
        self._rules = rules
        self._runs: dict[str, tuple[Sequence[int], Sequence[int]]] = {}

    def written(self, first: int, last: int) -> list[str]:
        """Tokens as the text has them."""
        tokens, prose = self._draft.tokens, self._draft.document.prose
        return [prose[tokens.starts[at] : tokens.ends[at]] for at in range(first, last)]

    def runs(self, name: str) -> tuple[Sequence[int], Sequence[int]]:
        """Where the run of a built-in that each token is in begins and ends; −1 outside of any."""
        if name not in self._runs:
            self._runs[name] = self._find_runs(name)
        return self._runs[name]

    def _letters(self, name: str) -> str:
        """The tags, with the letters that a shape has of its own for the words of a list."""
        tags = self._draft.tokens.tags
        if name not in self._rules.letters:
            return tags
        letter, words = self._rules.letters[name]
        mask = self._rules.bit(words)
        return "".join([letter if bits & mask else tag for tag, bits in zip(tags, self.bits, strict=True)])

    def _find_runs(self, name: str) -> tuple[Sequence[int], Sequence[int]]:
        starts = [_NO_RUN] * len(self.words)
        ends = [_NO_RUN] * len(self.words)
        shape = self._rules.shapes.get(name)
        if shape is None:
            return starts, ends
        if shape.pattern.startswith(WORD_SHAPE):
            return self._word_runs(name, shape)
        letters = self._letters(name)
        for first, last in self._draft.tokens.sentences:
            for found in shape.finditer(letters, first, last):
                length = found.end() - found.start()
                starts[found.start() : found.end()] = [found.start()] * length
                ends[found.start() : found.end()] = [found.end()] * length
        return starts, ends

    def _word_runs(self, name: str, shape: re.Pattern[str]) -> tuple[Sequence[int], Sequence[int]]:
        """Runs of one word each, by a shape of the word itself; a word is looked at once a rule set."""
        known = self._rules.once(_known_words).setdefault(name, {})
        starts, ends = [_NO_RUN] * len(self.words), [_NO_RUN] * len(self.words)
        for at, word in enumerate(self.words):
            fits = known.get(word)
            if fits is None:
                fits = known[word] = shape.fullmatch(WORD_SHAPE + word) is not None
            if fits:
                starts[at], ends[at] = at, at + 1
        return starts, ends


def _spans(found: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    return (one.span() for one in found if one.end() > one.start())


def _in_one_go(shape: re.Pattern[str], letters: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What a shape finds sentence by sentence; only where it runs on into the next one is that sentence read alone."""
    at, last, following = 0, 0, iter(sentences)
    while at < len(letters):
        for found in shape.finditer(letters, at):
            first, end = found.span()
            while last <= first < end:
                _, last = next(following)
            if end > last:
                yield from _spans(shape.finditer(letters, first, last))
                at = last
                break
            if end > first:
                yield first, end
        else:
            return


def _known_words(_: RuleSet) -> dict[str, dict[str, bool]]:
    return {}


class Matches:
    """What the rules found in one draft, in reading order."""

    def __init__(self, found: Iterable[Match], rules: RuleSet) -> None:
        self.all: tuple[Match, ...] = tuple(sorted(found, key=attrgetter("first", "last", "rule")))
        self._rules = rules

    def of(self, rule: str) -> tuple[Match, ...]:
        """The matches of one rule."""
        return self._by_rule.get(rule, ())

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
    def _by_rule(self) -> dict[str, tuple[Match, ...]]:
        return _grouped((match.rule, match) for match in self.all)

    @cached_property
    def _by_kind(self) -> dict[str, tuple[Match, ...]]:
        return _grouped((self._rules.rules[match.rule].kind, match) for match in self.all)

    @cached_property
    def _by_sentence(self) -> dict[int, tuple[Match, ...]]:
        return _grouped((match.sentence, match) for match in self.all)

    @cached_property
    def _by_token(self) -> dict[int, tuple[Match, ...]]:
        return _grouped((at, match) for match in self.all for at in range(match.first, match.last))


def _grouped(pairs: Iterable[tuple[Key, Match]]) -> dict[Key, tuple[Match, ...]]:
    groups: dict[Key, list[Match]] = {}
    for key, match in pairs:
        groups.setdefault(key, []).append(match)
    return {key: tuple(matches) for key, matches in groups.items()}


def _run(program: Program, draft: Draft, rules: RuleSet) -> Iterator[Match]:
    """Every match of every rule of a program."""
    view = TokenView(draft, rules)
    sentence_of = _sentence_of(draft)
    by_rule: dict[str, list[_Hit]] = {}
    vetoed: dict[str, set[int]] = {}
    for hit in chain(program.finder.find(view, draft.tokens.sentences), _patterns(draft, program.patterns)):
        rule, vetoes = hit.key
        if vetoes:
            vetoed.setdefault(rule, set()).update(range(hit.first, hit.last))
        else:
            by_rule.setdefault(rule, []).append(hit)
    for name, hits in by_rule.items():
        kept = _kept(hits, program.rules[name], vetoed.get(name), draft, sentence_of)
        for hit in _longest(kept):
            yield _match(hit, draft, sentence_of)


def find(draft: Draft, rules: RuleSet) -> Matches:
    """Every match of every rule with phrases or patterns."""
    return Matches(_run(rules.once(program), draft, rules), rules)


def find_one(draft: Draft, rule: Rule, rules: RuleSet) -> tuple[Match, ...]:
    """The matches of one rule alone, of any kind that has phrases."""
    return Matches(_run(Program(rules, [rule]), draft, rules), rules).all


def _sentence_of(draft: Draft) -> list[int]:
    sentence_of = [0] * len(draft.tokens.words)
    for index, (first, last) in enumerate(draft.tokens.sentences):
        sentence_of[first:last] = [index] * (last - first)
    return sentence_of


def _match(hit: _Hit, draft: Draft, sentence_of: Sequence[int]) -> Match:
    span = draft.tokens.span(hit.first, hit.last)
    return Match(hit.key[0], span, hit.first, hit.last, sentence_of[hit.first], hit.line.line, hit.line.text)


def _kept(
    hits: list[_Hit], rule: Rule, vetoed: set[int] | None, draft: Draft, sentence_of: Sequence[int]
) -> list[_Hit]:
    """The hits in the rule's zones, in its capitals, that share no word with a veto."""
    if rule.zones:
        hits = [hit for hit in hits if draft.sentences[sentence_of[hit.first]].zone.kind in rule.zones]
    if vetoed:
        hits = [hit for hit in hits if vetoed.isdisjoint(range(hit.first, hit.last))]
    return _as_written(hits, draft) if rule.exact else hits


def _as_written(hits: list[_Hit], draft: Draft) -> list[_Hit]:
    """Only hits whose phrase stands in the text in the letters the rule has."""
    prose, tokens = draft.document.prose, draft.tokens
    kept = []
    for hit in hits:
        wanted = set(hit.line.text.translate(_MARKS).split())
        written = [prose[tokens.starts[at] : tokens.ends[at]] for at in range(hit.first, hit.last)]
        small = {word.lower() for word in wanted}
        if all(form in wanted or form.lower() not in small for form in written):
            kept.append(hit)
    return kept


def _longest(hits: list[_Hit]) -> list[_Hit]:
    """The longest of hits that overlap; of equal ones the first."""
    hits.sort(key=itemgetter(2))
    if all(one.last <= other.first for one, other in pairwise(hits)):
        return hits
    taken: set[int] = set()
    kept = []
    for hit in sorted(hits, key=lambda hit: (hit.first - hit.last, hit.first, hit.line.line)):
        tokens = range(hit.first, hit.last)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(hit)
    return kept


def _patterns(draft: Draft, rules: Sequence[Rule]) -> list[_Hit]:
    """The hits of rules with a ``regex``; one that runs too long is an error, never silence."""
    if not rules:
        return []
    import regex

    hits = []
    for rule in rules:
        for line in rule.regex:
            try:
                found = list(regex.finditer(line.text, draft.document.prose, timeout=REGEX_SECONDS))
            except TimeoutError:
                message = f"the pattern of “{rule.id}” took longer than {REGEX_SECONDS} s on {draft.document.name}."
                raise RuleError([Fault(rule.path, line.line, line.column, f"{message} Simplify it.")]) from None
            for one in found:
                hit = _hit_of(rule.id, line, Span(*one.span()), draft)
                if hit is not None:
                    hits.append(hit)
    return hits


def _hit_of(rule: str, line: PhraseLine, span: Span, draft: Draft) -> _Hit | None:
    tokens = draft.tokens
    first = bisect_right(tokens.ends, span.start)
    last = bisect_left(tokens.starts, span.end)
    return Hit((rule, False), line, first, last) if first < last else None


__all__ = ["KINDS", "Matches", "TokenView", "find", "find_one"]
