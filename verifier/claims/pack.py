"""What the language pack says of claims, compiled once a rule set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_

from verifier.errors import Fault, RuleError
from verifier.model import ZoneKind
from verifier.ruleset import Rule, RuleSet

_CLASS = re.compile(r"\[(?:\\.|[^\]])*\]")
_LOOK = re.compile(r"\(\?(?:[=!:]|<[=!])[^()]*\)[*?+]?")
_BARE = re.compile(r"(?<!\\)([a-zA-Z,;-])([*?|]?)")
_SILENT_ZONES = frozenset((ZoneKind.HEADING, ZoneKind.BYLINE, ZoneKind.PROVENANCE, ZoneKind.BOILERPLATE))


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where one claim ends and another begins, as a pattern over the letters of a sentence."""

    rule: str
    pattern: re.Pattern[str]
    tests: tuple[tuple[int, bool], ...]  # for each bracket: the lists' bits, and whether they must hold
    left: bool
    right: bool
    marks: str
    zones: frozenset[str]
    carries: int  # bits of verbs behind which the source before still speaks
    letters: frozenset[str]  # a sentence without these letters cannot match


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase that is a claim of its own: behind an opener, or as the subject of some verbs."""

    rule: str
    opener: str
    opener_bits: int
    head: int
    verb: int
    marks: str


@dataclass(frozen=True, slots=True)
class Pack:
    """Rules and letters, ready to use."""

    cuts: tuple[Cut, ...]
    nouns: tuple[Noun, ...]  # behind an opener
    subjects: tuple[Noun, ...]
    openers: int  # bits of any opener
    heads: int  # bits of any head of a subject
    kinds: Mapping[str, tuple[int, str, bool | None]]  # rule → priority, kind, attributed
    phrase: re.Pattern[str]
    complement: re.Pattern[str]
    finite: frozenset[str]
    bare: frozenset[str]
    doubtful: frozenset[str]  # letters of a past form that may be finite where nothing else is
    bare_after: frozenset[str]
    verbal: frozenset[str]
    edges: frozenset[str]
    nominal: frozenset[str]
    possessive: str
    comma: str
    that: str
    adverb: str
    opening: frozenset[str]  # letters an opening phrase may begin with
    stops: frozenset[str]  # letters that end a sentence or a part of it
    tail: frozenset[str]  # letters no claim ends with before more words
    indefinite: int
    definite: frozenset[str]
    ongoing: int
    pointing: int
    negative: frozenset[str]
    silent_classes: frozenset[str]
    whole_classes: frozenset[str]  # cues that belong to their claim: it is the asking, or the silence
    silent_zones: frozenset[ZoneKind]


def pack(rules: RuleSet) -> Pack:
    """Everything the claim rules and the grammar say."""
    grammar: Mapping[str, str] = rules.grammar["claims"]
    found = sorted(rules.of("claim"), key=lambda rule: (-rule.number("priority"), rule.id))
    nouns = tuple(_noun(rule, rules) for rule in found if rule.options.get("head"))
    subjects = tuple(noun for noun in nouns if not noun.opener)
    behind = tuple(noun for noun in nouns if noun.opener)
    return Pack(
        cuts=tuple(_cut(rule, at, rules, grammar) for rule in found for at in range(len(rule.words("cut")))),
        nouns=behind,
        subjects=subjects,
        openers=_any(noun.opener_bits for noun in behind),
        heads=_any(noun.head for noun in nouns),
        kinds={rule.id: _kind(rule) for rule in found if rule.find},
        phrase=re.compile(grammar["noun_phrase"]),
        complement=re.compile(grammar["complement"]),
        finite=frozenset(grammar["finite"]),
        bare=frozenset(grammar["bare"]),
        doubtful=frozenset(grammar["doubtful"]),
        bare_after=frozenset(grammar["bare_after"]),
        verbal=frozenset(grammar["verbal"]),
        edges=frozenset(grammar["edges"]),
        nominal=frozenset(grammar["nominal"]),
        possessive=grammar["possessive"],
        comma=grammar["comma"],
        that=grammar["that"],
        adverb=grammar["adverb"],
        opening=frozenset(grammar["opening"]),
        tail=frozenset(grammar["tail"]),
        stops=frozenset(grammar["stops"]) | {""},
        definite=frozenset(grammar["definite"]),
        indefinite=_bits(grammar["indefinite"].split(), rules),
        pointing=_bits(grammar["pointing"].split(), rules),
        ongoing=_bits(grammar["ongoing"].split(), rules),
        negative=frozenset(rule.id for rule in rules.of("hedge") if rule.text("polarity") == "negative"),
        silent_classes=frozenset(grammar["silent_classes"].split()),
        whole_classes=frozenset(grammar["whole_classes"].split()),
        silent_zones=_SILENT_ZONES,
    )


def _any(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)


def _bits(names: list[str] | tuple[str, ...], rules: RuleSet) -> int:
    unknown = [name for name in names if name not in rules.lists]
    if unknown:
        raise RuleError([Fault("rules", 0, 0, f"a claim rule names the list “{unknown[0]}”, which does not exist.")])
    return rules.mask(names)


def _kind(rule: Rule) -> tuple[int, str, bool | None]:
    attributed = rule.options.get("attributed")
    return rule.number("priority"), rule.text("marks"), attributed if isinstance(attributed, bool) else None


def _noun(rule: Rule, rules: RuleSet) -> Noun:
    opener = rule.text("opener")
    bits = _bits([opener], rules) | rules.start_bit(opener) if opener else 0
    return Noun(
        rule.id, opener, bits, _bits(rule.words("head"), rules), _bits(rule.words("verb"), rules), rule.text("marks")
    )


def _cut(rule: Rule, at: int, rules: RuleSet, grammar: Mapping[str, str]) -> Cut:
    text = rule.words("cut")[at]
    for name in ("subject", "complement"):
        text = text.replace("{" + name + "}", f"(?:{grammar[name]})")
    text = text.replace("{finite}", grammar["finite_verb"])
    text = _brackets(text)
    try:
        pattern = re.compile(text)
    except re.error as error:
        line = rule.phrases("cut")[at].line if rule.phrases("cut") else rule.line
        raise RuleError([Fault(rule.path, line, 0, f"the pattern of “{rule.id}” cannot be used: {error}.")]) from None
    tests = tuple((_bits([name.lstrip("!")], rules), not name.startswith("!")) for name in rule.text("words").split())
    sides = rule.text("sides", "both")
    return Cut(
        rule=rule.id,
        pattern=pattern,
        tests=tests,
        left=sides in ("both", "left"),
        right=sides in ("both", "right"),
        marks=rule.text("marks"),
        zones=frozenset(rule.zones),
        carries=_bits(rule.words("carries"), rules),
        letters=_letters(text),
    )


def _letters(pattern: str) -> frozenset[str]:
    """Letters that every match of a pattern holds: those that stand by themselves in it."""
    bare = _LOOK.sub("", _CLASS.sub("!", pattern.replace("(?P<at>)", "").replace("(?P<end>)", "")))
    while bare != (inner := _LOOK.sub("", bare)):
        bare = inner
    return frozenset(found[1] for found in _BARE.finditer(bare) if not found[2])


def _brackets(text: str) -> str:
    """``^`` and ``$`` outside a character class as named places; ``[^x]``, ``(?=…)`` and ``\\|`` as they are."""
    made, depth = "", 0
    for before, letter in zip(" " + text, text, strict=False):
        if letter == "[" and before != "\\":
            depth += 1
        elif letter == "]" and before != "\\":
            depth -= 1
        if letter == "^" and not depth:
            made += "(?P<at>)"
        elif letter == "$" and not depth:
            made += "(?P<end>)"
        else:
            made += letter
    return made
