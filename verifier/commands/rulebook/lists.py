"""What ``verify rules test`` says of sets: list entries that never match, lists nothing names, rules replaced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verifier.commands.rulebook import pages
from verifier.commands.rulebook.examples import draft_in
from verifier.commands.rulebook.testing import Problem
from verifier.engine import Engine
from verifier.model import ZoneKind
from verifier.ruleset import PhraseLine, Rule, RuleSet, WordList


def problems_of_lists(engine: Engine, chosen: Iterable[WordList], known: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with lists; ``known`` names the lists of the set below, which its own rules use."""
    used = {*known, *_named(engine.rules)}
    for words in chosen:
        for entry in _dead(words, engine):
            message = f"the entry “{entry}” of the list “{words.name}” can never match: it is not read as written"
            yield Problem(words.path, words.line, 0, "unused", "", message)
        if words.name not in used:
            yield Problem(words.path, words.line, 0, "note", "", f"no rule names the list “{words.name}”")


def replaced(chosen: Iterable[Rule], under: RuleSet) -> Iterator[Problem]:
    """Rules that take the place of one of the same id in the set below."""
    for rule in chosen:
        below = under.rules.get(rule.id)
        if below is not None and below.path != rule.path:
            message = f"takes the place of the rule of this id in {below.where}; “extend: true” would add to it"
            yield Problem(rule.path, rule.line, 0, "note", rule.id, message)


def _dead(words: WordList, engine: Engine) -> Iterator[str]:
    """Entries that are not found even in a text that is nothing but the entry."""
    if words.name in engine.rules.shapes:  # a phrase that names it means the shape
        return
    line = PhraseLine(f"<{words.name}>", 1)
    finder = engine.matcher.finder([(0, line)])
    for entry in words.written:
        draft = draft_in(entry, ZoneKind.BODY, engine)
        if not engine.matcher.lines(draft, finder):
            yield entry


def _named(rules: RuleSet) -> Iterator[str]:
    for words in rules.lists.values():
        yield from words.based_on
    for rule in rules.rules.values():
        yield from pages.list_names(rule, rules)
        for key, value in rule.options.items():
            if not rule.phrases(key):
                yield from str(value).replace("'", " ").replace(",", " ").replace("(", " ").replace(")", " ").split()
