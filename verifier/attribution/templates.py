"""Cue rules compiled: each phrase of a rule into one regular expression over the letters of word groups.

A phrase reads ``<source> <verb> (<between>) that <clause>``. One of its parts is the anchor, a verb of the rule's
word lists in the form the part names; parts after it become the expression; ``<source>`` before it asks for the
subject. The shapes and anchors are the language pack's (``grammar.yml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from verifier.attribution.chunks import fill, named, shapes, single_words
from verifier.ruleset import Rule, RuleSet

_PART = re.compile(r"<([a-z-]+)>|\(|\)|\||[^\s()|<>]+")


@dataclass(frozen=True, slots=True)
class Template:
    """One phrase of one cue rule, ready to run.

    ``after`` matches the groups behind the anchor; its group ``content`` begins the content. ``words`` are
    literal words by the name of their group in ``after``; they belong to the cue.
    """

    rule: Rule
    mask: int
    anchor: str
    after: re.Pattern[str]
    words: tuple[tuple[str, frozenset[str]], ...]
    heads: tuple[tuple[str, int], ...]  # groups whose head must be in a list, by the name of their group in ``after``
    content: str
    source: str  # subject | owner | after | none
    topic: bool  # the grammatical subject belongs to the content
    before: bool  # the content comes first
    quoted: bool  # that content must end in a quotation
    loose: bool  # no comma is needed between that content and the cue
    cue_class: str
    supports: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """What of ``grammar.yml`` the cue templates stand on."""

    shapes: Mapping[str, str]
    anchors: Mapping[str, str]
    letters: Mapping[str, str]
    ends: Mapping[str, re.Pattern[str]]
    searches: Mapping[str, str]


def pattern(text: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """A shape over the letters of groups, compiled."""
    return re.compile(fill(text, parts))


def grammar(rules: RuleSet) -> Grammar:
    """The group shapes of the language pack."""
    pack = rules.grammar
    made = {name: f"(?:{text})" for name, text in named(str(pack["shapes_of_groups"])).items()}
    ends = {name: pattern(text, made) for name, text in named(str(pack["ends"])).items()}
    letters = {**named(str(pack["letters"])), **single_words(rules)}
    return Grammar(made, named(str(pack["anchors"])), letters, ends, named(str(pack["searches"])))


def templates(rules: RuleSet) -> tuple[Template, ...]:
    """Every phrase of every verb cue rule, in the order of their priority."""
    shapes_of = rules.once(grammar)
    ordered = sorted(rules.of("cue"), key=lambda rule: (-rule.number("priority"), rule.id))
    return tuple(
        made
        for rule in ordered
        if rule.status != "off"
        for line in rule.words("template")
        if (made := _compile(rule, line, rules, shapes_of)) is not None
    )


def _compile(rule: Rule, text: str, rules: RuleSet, pack: Grammar) -> Template | None:
    parts = [found.group(1) or found.group() for found in _PART.finditer(text)]
    at = next((index for index, part in enumerate(parts) if part in pack.anchors), None)
    if at is None:
        return None
    before, after = parts[:at], parts[at + 1 :]
    expression, words, heads = _expression(text, after, pack, rules)
    source = "subject" if "source" in before else "after" if "source" in after else "none"
    source = next((part for part in before if part in ("owner", "opening", "beside")), source)
    lists = rule.words("verbs")
    return Template(
        rule=rule,
        mask=sum_bits(rules, lists),
        anchor=pack.anchors[parts[at]],
        after=re.compile(expression),
        words=tuple(words),
        heads=tuple(heads),
        content=next((part for part in after if part in pack.ends), ""),
        source=source,
        topic="topic" in before,
        before="content" in before or "quoted" in before,
        quoted="quoted" in before,
        loose=rule.text("order") == "loose",
        cue_class=rule.text("class"),
        supports=rule.flag("supports", default=True),
    )


def sum_bits(rules: RuleSet, lists: Iterable[str]) -> int:
    """The bits of several lists together."""
    mask = 0
    for name in lists:
        mask |= rules.bit(name)
    return mask


def _expression(
    text: str, parts: list[str], pack: Grammar, rules: RuleSet
) -> tuple[str, list[tuple[str, frozenset[str]]], list[tuple[str, int]]]:
    made: list[str] = []
    heads: list[tuple[str, int]] = []
    words: list[tuple[str, frozenset[str]]] = []
    literal: list[str] = []

    def flush() -> None:
        if literal:
            name = f"w{len(words)}"
            letters = "".join(sorted({pack.letters.get(word, "p") for word in literal}))
            made.append(f"(?P<{name}>[{letters}])")
            words.append((name, frozenset(literal)))
            literal.clear()

    joined = False
    for part in parts:
        if part == "|":
            joined = bool(literal)
            if not joined:
                made.append("|")
            continue
        if not joined:
            flush()
        joined = False
        if part == "(":
            made.append("(?:")
        elif part == ")":
            flush()
            made.append(")?")
        elif part in pack.ends:
            made.append(f"(?P<content>{fill('{' + part.replace('-', '_') + '}', pack.shapes)})")
        elif part == "source":
            made.append(f"(?P<source>{fill('{source}', pack.shapes)})")
        elif part.replace("-", "_") in pack.shapes and f"<{part}>" in text:
            made.append(fill("{" + part.replace("-", "_") + "}", pack.shapes))
        elif part in rules.lists and f"<{part}>" in text:
            made.append(f"(?P<h{len(heads)}>[ANjrVGEp])")
            heads.append((f"h{len(heads)}", rules.bit(part)))
        elif part in ",:;.“":
            made.append(re.escape(part))
        else:
            literal.append(part)
    flush()
    return "".join(made), words, heads


__all__ = ["Grammar", "Template", "grammar", "pattern", "shapes", "templates"]
