"""Every rule's own examples, and what must hold of the set as a whole."""

from __future__ import annotations

import re

import pytest

from verifier.commands.rulebook.examples import parsed, reach, try_example
from verifier.engine import Engine
from verifier.notation import Ref, walk
from verifier.ruleset import load
from verifier.ruleset.phrases import parse_line

RULES = load()
ENGINE = Engine(RULES)
GROUPS = ("no_match", "match", "known_miss")


def _cases() -> list[object]:
    cases = []
    for rule in RULES.rules.values():
        for group in GROUPS:
            for line in rule.examples.lines.get(group, ()):
                marks = [pytest.mark.xfail(strict=True, reason="known miss")] if group == "known_miss" else []
                cases.append(pytest.param(rule, group, line, id=f"{rule.id}:{line.line}-{group}", marks=marks))
    return cases


@pytest.mark.parametrize(("rule", "group", "line"), _cases())
def test_example(rule, group, line):
    outcome = try_example(rule, group, parsed(line), ENGINE)
    assert not outcome.wrong, f"{rule.path}:{line.line}: {outcome.wrong}"


def test_most_claims_of_the_examples_are_reached_by_the_whole_pipeline():
    kinds = [rule for kind in ("source", "claim") for rule in RULES.of(kind)]
    examples = [(rule, parsed(line)) for rule in kinds for line in rule.examples.lines.get("match", ())]
    told = [reach(rule, example, ENGINE) for rule, example in examples if example.claims]
    assert sum(not wrong for wrong in told) >= 0.85 * len(told), "\n".join(filter(None, told))


# --- the set as a whole -----------------------------------------------------------------------

TYPES = [*RULES.house.section("base"), "no_comment"]


def test_the_26_types_are_all_there():
    assert len(TYPES) == 26


@pytest.mark.parametrize("name", TYPES)
def test_every_type_has_a_rule(name):
    assert any(rule.type == name for rule in RULES.of("source"))


@pytest.mark.parametrize("rule", RULES.of("source"), ids=lambda rule: rule.id)
def test_every_source_rule_has_four_examples_each_way(rule):
    assert len(rule.examples.match) >= 4
    assert len(rule.examples.no_match) >= 4


PUBLIC = [rule for kind in ("source", "hedge", "detail", "finding", "needs") for rule in RULES.of(kind)]


@pytest.mark.parametrize("rule", PUBLIC, ids=lambda rule: rule.id)
def test_every_rule_says_what_why_and_whence(rule):
    assert rule.title
    assert rule.examples.match
    assert all(re.match(r"https?://\S+$", line) for line in rule.references)
    if rule.kind in ("source", "finding", "needs"):
        assert rule.why
        assert rule.references
        assert rule.message


def _names(value: object) -> set[str]:
    """Every word of a nested value that could be the name of a list."""
    if isinstance(value, str):
        return set(re.findall(r"[a-z0-9-]+", value))
    values = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return set().union(*map(_names, values))


def _used() -> set[str]:
    used = _names(dict(RULES.grammar)) | {RULES.joiners, RULES.frequent}
    for rule in RULES.rules.values():
        for line in (*rule.find, *rule.not_when):
            used.update(node.name for node in walk(parse_line(line, RULES).nodes) if isinstance(node, Ref))
        used |= _names(dict(rule.options))
    used.update(name for _, name in RULES.shape_words.values())
    return used.union(*(words.based_on for words in RULES.lists.values()))


USED = _used()


@pytest.mark.parametrize("name", RULES.lists)
def test_every_list_is_used(name, pytestconfig):
    if name not in USED:
        modules = (pytestconfig.rootpath / "verifier").rglob("*.py")
        assert any(f'"{name}"' in path.read_text("utf-8") for path in modules), "no rule, grammar or stage names it"


def test_no_list_is_empty():
    assert not [name for name, words in RULES.lists.items() if not words.entries]
