"""``verify rules test``: do the rules do what they say, and does anything in them do nothing?"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from verifier.commands.rulebook.examples import Outcome, draft_of, parsed, reach, run, try_example
from verifier.engine import Engine
from verifier.errors import Fault
from verifier.matching.match import KINDS
from verifier.ruleset import PhraseLine, Rule, RuleSet

PHRASED = frozenset(KINDS)
"""Kinds whose phrases are matched over the draft, so that each can be asked what it is for."""
FAULTS = ("error", "fail", "unused", "slow", "expired")
"""Levels that end a test run with status 2; ``note`` does not."""

_GROWTH = (16, 24, 32, 48, 64)
_SECONDS = 0.1  # for one pattern on one of these strings: a draft has a thousand lines
_QUOTES = "\"'“”‘’„"
_PAIRS = (("<<", ">>"), ("{{", "}}"))
_ENDS = ("!", "§", "§!")
_SYNTAX = re.compile(r"\\[a-zA-Z]|\\|[][(){}|^$*+?]")
_PROBES = ("The port was closed on Monday.", "Nobody was hurt, she added.", "Rates rose by 2 percent; shares fell.")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to mend, or to know."""

    path: str
    line: int
    column: int
    level: str  # error | fail | unused | slow | expired | note
    rule: str
    message: str


def of_faults(faults: Iterable[Fault]) -> list[Problem]:
    """The faults of loading, as problems."""
    return [Problem(fault.path, fault.line, fault.column, "error", "", fault.message) for fault in faults]


def problems_of(engine: Engine, chosen: Sequence[Rule], today: str = "") -> list[Problem]:
    """Everything that is wrong with the chosen rules, and the exceptions that end before ``today`` (2027-03-31)."""
    rules = engine.rules
    problems = [
        Problem(one.path, one.line, 0, "expired", one.rule, f"the exception {one.overdue}")
        for one in rules.exemptions
        if one.expires < today
    ]
    excepted = {id(line) for one in rules.exemptions for line in one.words}
    for rule in (_without(rule, excepted) for rule in chosen):
        marks = list(_marks(rule))
        problems += marks
        unpaired = {problem.line for problem in marks}
        outcomes = [outcome for outcome in run(rule, engine) if outcome.example.line not in unpaired]
        problems += _examples(rule, outcomes, engine)
        if rule.kind in PHRASED and rule.examples.lines.get("match"):
            problems += _phrases(rule, engine)
            problems += _vetoes(rule, engine, outcomes)
        problems += _patterns(rule)
        problems += _missing(rule)
    problems += _same(rules, chosen)
    return sorted(set(problems))


def _without(rule: Rule, excepted: set[int]) -> Rule:
    """The rule without the words that a house excepts for a time: its examples say what it finds without them."""
    kept = tuple(line for line in rule.not_when if id(line) not in excepted)
    return rule if len(kept) == len(rule.not_when) else replace(rule, not_when=kept)


def count_examples(chosen: Iterable[Rule]) -> int:
    """How many examples some rules have."""
    return sum(len(lines) for rule in chosen for lines in rule.examples.lines.values())


def _at(rule: Rule, line: PhraseLine, level: str, message: str) -> Problem:
    return Problem(rule.paths.get(id(line), rule.path), line.line, line.column, level, rule.id, message)


def _marks(rule: Rule) -> Iterator[Problem]:
    """Marks of examples that are opened and not closed, or the other way round."""
    for group, lines in rule.examples.lines.items():
        for line in lines:
            for opening, closing in _PAIRS:
                if line.text.count(opening) != line.text.count(closing):
                    message = f"“{opening}” and “{closing}” do not pair in “{line.text}”"
                    yield Problem(rule.path, line.line, line.column, "fail", rule.id, message)
            if group == "no_match" and "<<" in line.text:
                message = f"“<<” marks what a rule should find; “{line.text}” stands under no_match"
                yield Problem(rule.path, line.line, line.column, "fail", rule.id, message)


def _examples(rule: Rule, outcomes: Iterable[Outcome], engine: Engine) -> Iterator[Problem]:
    for outcome in outcomes:
        line = outcome.example.line
        if outcome.group == "known_miss":
            if not outcome.wrong:
                message = f"“{outcome.example.text}” is no miss any more: move it to “match”"
                yield Problem(rule.path, line, 0, "fail", rule.id, message)
        elif outcome.wrong:
            yield Problem(rule.path, line, 0, "fail", rule.id, outcome.wrong)
        elif outcome.group == "match":
            unreached = reach(rule, outcome.example, engine)
            if unreached:
                yield Problem(rule.path, line, 0, "note", rule.id, unreached)


def _phrases(rule: Rule, engine: Engine) -> Iterator[Problem]:
    """Phrases that hold in no ``match`` example."""
    finder = engine.matcher.finder((line.line, line) for line in rule.find)
    held: set[int] = set()
    for group in ("match", "known_miss"):
        for line in rule.examples.lines.get(group, ()):
            draft = draft_of(parsed(line).text, rule, engine)
            held |= engine.matcher.lines(draft, finder)
    for line in rule.find:
        if line.line not in held:
            yield _at(rule, line, "unused", f"no example exercises the phrase “{line.text}”{_hint(line.text)}")


def _hint(phrase: str) -> str:
    """What a phrase that finds nothing often holds."""
    if " # " in phrase:
        return "; a note begins with two: “##”"
    if phrase[0] in _QUOTES and phrase[-1] in _QUOTES:
        return "; take the quotation marks off, unless they stand in the draft"
    return "; each phrase stands on a line of its own" if ", " in phrase else ""


def _vetoes(rule: Rule, engine: Engine, outcomes: Sequence[Outcome]) -> Iterator[Problem]:
    """``not_when`` lines without which every example still holds."""
    right = [outcome for outcome in outcomes if not outcome.wrong]
    for line in rule.not_when:
        without = replace(rule, not_when=tuple(other for other in rule.not_when if other is not line))
        if all(_as_before(without, outcome, engine) for outcome in right):
            yield _at(rule, line, "unused", f"no example needs the veto “{line.text}”: without it all hold as well")


def _as_before(rule: Rule, outcome: Outcome, engine: Engine) -> bool:
    return not try_example(rule, outcome.group, outcome.example, engine).wrong


def _patterns(rule: Rule) -> Iterator[Problem]:
    if not rule.regex:
        return
    import regex

    for line in rule.regex:
        pattern = regex.compile(line.text)
        if all(pattern.search(probe) for probe in _PROBES) or pattern.search(""):
            yield _at(rule, line, "fail", f"the pattern “{line.text}” matches everything")
        slow = _slow(pattern, line.text)
        if slow:
            yield _at(rule, line, "slow", slow)


def _slow(pattern: object, text: str) -> str:
    """Whether a pattern runs away on a growing string of the letters it is made of."""
    letters = "".join(dict.fromkeys(letter for letter in text if letter.isalnum())) or "a"
    # A pattern is not tried where a word it needs is missing, so that word stands behind what cannot match.
    ends = dict.fromkeys((*_ENDS, "§" + _SYNTAX.sub("", text)))
    for letter, end in product((*letters[:6], letters, "a ", " "), ends):
        for size in _GROWTH:
            string = (letter * size)[:size] + end
            start = time.process_time()
            try:
                pattern.search(string, timeout=_SECONDS)  # type: ignore[attr-defined] # a pattern of the regex module
            except TimeoutError:
                spent = round(1000 * (time.process_time() - start))
                return f"the pattern took {spent} ms and more on {size} letters; simplify “{text}”"
    return ""


def _missing(rule: Rule) -> Iterator[Problem]:
    if rule.kind in ("source", "finding", "needs", "drift") and not rule.examples.lines.get("match"):
        yield Problem(
            rule.path, rule.line, 0, "note", rule.id, "has no example under “match”: nothing shows that it works"
        )


def _same(rules: RuleSet, chosen: Sequence[Rule]) -> Iterator[Problem]:
    """Phrases that stand in two rules of one kind, or twice in one; rules of which nothing is left of their own."""
    homes: dict[tuple[str, str], list[tuple[Rule, PhraseLine]]] = {}
    for rule in rules.rules.values():
        for line in rule.find:
            homes.setdefault((rule.kind, " ".join(line.text.lower().split())), []).append((rule, line))
    names = {rule.id for rule in chosen}
    shared: Counter[str] = Counter()
    for places in homes.values():
        for number, (rule, line) in enumerate(places):
            others = [other for at, other in enumerate(places) if at != number]
            if not others or rule.id not in names:
                continue
            if any(other.id == rule.id and first.line < line.line for other, first in others):
                yield _at(rule, line, "unused", f"the phrase “{line.text}” stands in this rule twice")
            elsewhere = sorted({other.id for other, _ in others if other.id != rule.id})
            if elsewhere:
                shared[rule.id] += 1
                yield _at(rule, line, "note", f"the phrase “{line.text}” stands in “{', '.join(elsewhere)}” as well")
    for name, count in shared.items():
        rule = rules.rules[name]
        if count == len(rule.find) and rule.kind in PHRASED:
            yield Problem(rule.path, rule.line, 0, "note", name, "every phrase of it stands in other rules of its kind")
