"""What the language pack says of claims, compiled once a rule set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import NamedTuple

from verifier.claims import patterns
from verifier.claims.tenses import Tense, tenses
from verifier.errors import Fault, RuleError
from verifier.language.claims import SHAPES, cut
from verifier.language.patterns import fill
from verifier.model import Kind, ZoneKind
from verifier.ruleset import Rule, RuleSet

_LEAVES = re.compile(r"\[\^[^\]|]*\]|(?<!\\)\.|\\[ADSWZ]")  # what may match the bar between two sentences
_BEFORE = re.compile(r"^\(\?<=(\[[^\]]+\])\)([a-z])")
_SILENT_ZONES = (ZoneKind.HEADING, ZoneKind.BYLINE, ZoneKind.PROVENANCE, ZoneKind.BOILERPLATE)


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where one claim ends and another begins, as a pattern over the letters of a sentence."""

    rule: str
    pattern: re.Pattern[str]
    keeps: bool  # whether no match can leave its sentence, so that the pattern may go over a whole draft
    tests: tuple[tuple[int, bool], ...]  # for each bracket: the lists' bits, and whether they must hold
    tested: tuple[int, ...]  # the groups of those brackets
    end: str | int  # the group at which the piece before ends
    left: bool
    right: bool
    each: bool  # whether that verb is asked for in credited words too
    bare: bool  # whether it cuts only sentences in which nobody is credited
    marks: str
    zones: frozenset[str]
    carries: int  # bits of verbs behind which the source before still speaks


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase that is a claim of its own: behind an opener, or as the subject of some verbs."""

    rule: str
    opener: str
    opener_bits: int
    head: int
    verb: int
    verbs: frozenset[str]  # first words of the entries of ``verb``
    marks: str


class Telling(NamedTuple):
    """What a rule makes of a piece in which its words stand."""

    priority: int
    rule: str
    kind: Kind
    attributed: bool | None
    tenses: frozenset[str]  # the piece must be told in one of these; none: in any
    zones: frozenset[str]


class Opening(NamedTuple):
    """An opener of a noun phrase rule, looked for where its longest word stands: that is seldom a common one."""

    rank: int  # of its rule: that of the highest priority is the first
    noun: Noun
    words: list[str]
    at: int  # of the longest of the words


@dataclass(frozen=True, slots=True)
class Pack:
    """Rules and letters, ready to use."""

    cuts: tuple[Cut, ...]
    subjects: tuple[Noun, ...]
    openings: Mapping[str, list[Opening]]  # by the longest word
    verbs: int  # bits of any verb whose subject may be a claim
    heads: int  # bits of any head of such a subject
    marking: frozenset[str]  # longest words of openers, first words of verbs
    kinds: Mapping[str, Telling]  # by rule: what its words tell
    told: tuple[Telling, ...]  # of rules without words: by tense alone
    tenses: tuple[Tense, ...]
    phrase: re.Pattern[str]
    complement: re.Pattern[str]
    clause: re.Pattern[str]  # words up to the first finite verb
    perhaps: re.Pattern[str]  # words up to a form behind a noun that may be finite where nothing else is
    lead: re.Pattern[str]  # edges before a piece
    finite: frozenset[str]
    predicate: frozenset[str]  # letters of finite verbs, and of those that may be
    verbal: frozenset[str]
    edges: frozenset[str]
    nominal: frozenset[str]
    possessive: str
    comma: str
    adverb: str
    opening: frozenset[str]  # letters an opening phrase may begin with
    stops: frozenset[str]  # letters that end a sentence or a part of it
    hidden: re.Pattern[str]  # where a word taken for a noun must be a verb
    closed_tail: str  # letters no claim ends with at such an end
    closing: Mapping[str, str]  # closing quotation mark → the mark that opens it
    open_tail: str  # letters no claim ends with before more words
    indefinite: int
    definite: frozenset[str]
    ongoing: int
    pointing: int
    silent_classes: frozenset[str]
    whole_classes: frozenset[str]  # cues that belong to their claim: it is the asking, or the silence
    whole_contents: int  # bits of first words of a content that says nothing without its verb
    noting: str  # the rule of words that tell why a name is withheld
    denying: frozenset[str]  # the same where their content is a thing: to deny, fear or promise it
    whole_verbs: int  # bits of verbs that belong to their claim: accuse somebody of, require
    note: str  # the claim rule whose kind holds for what follows in its sentence
    framing: frozenset[str]  # cue rules that only name where a report is from
    negation: str  # the rule that finds what turns a verb round
    silent_zones: tuple[ZoneKind, ...]


def pack(rules: RuleSet) -> Pack:
    """Everything the claim rules and the grammar say."""
    grammar: Mapping[str, str] = rules.grammar["claims"]
    found = sorted(rules.of("claim"), key=lambda rule: (-rule.number("priority"), rule.id))
    nouns = tuple(_noun(rule, rules) for rule in found if rule.options.get("head"))
    subjects = tuple(noun for noun in nouns if not noun.opener)
    openings = _openings([noun for noun in nouns if noun.opener], rules)
    return Pack(
        cuts=tuple(_cut(rule, at, rules, grammar) for rule in found for at in range(len(rule.words("cut")))),
        subjects=subjects,
        openings=openings,
        verbs=_any(noun.verb for noun in subjects),
        heads=_any(noun.head for noun in subjects),
        marking=frozenset(openings).union(*(noun.verbs for noun in nouns)),
        kinds={rule.id: _telling(rule) for rule in found if rule.find},
        told=tuple(_telling(rule) for rule in found if rule.words("tense") and not rule.find),
        tenses=tenses(grammar, rules),
        phrase=re.compile(grammar["noun_phrase"]),
        complement=re.compile(grammar["complement"]),
        clause=patterns.clause(grammar),
        perhaps=patterns.perhaps(grammar),
        lead=patterns.lead(grammar),
        finite=frozenset(grammar["finite"]),
        predicate=frozenset(grammar["finite"] + grammar["bare"]),
        verbal=frozenset(grammar["verbal"]),
        edges=frozenset(grammar["edges"]),
        nominal=frozenset(grammar["nominal"]),
        possessive=grammar["possessive"],
        comma=grammar["comma"],
        adverb=grammar["adverb"],
        opening=frozenset(grammar["opening"]),
        stops=frozenset(grammar["stops"]) | {""},
        hidden=re.compile(grammar["hidden_verb"]),
        closed_tail=grammar["stops"],
        closing={pair[1]: pair[0] for pair in grammar["quotes"].split()},
        open_tail=grammar["stops"] + grammar["tail"],
        definite=frozenset(grammar["definite"]),
        indefinite=_bits(grammar["indefinite"].split(), rules),
        pointing=_bits(grammar["pointing"].split(), rules),
        ongoing=_bits(grammar["ongoing"].split(), rules),
        silent_classes=frozenset(grammar["silent_classes"].split()),
        whole_classes=frozenset(grammar["whole_classes"].split()),
        whole_contents=_bits(grammar["whole_contents"].split(), rules),
        noting=grammar["noting"],
        denying=frozenset(grammar["denying"].split()),
        whole_verbs=_bits(grammar["whole_verbs"].split(), rules),
        note=grammar["note"],
        framing=frozenset(grammar["framing"].split()),
        negation=grammar["negation"],
        silent_zones=_SILENT_ZONES,
    )


def _any(masks: Iterable[int]) -> int:
    return reduce(or_, masks, 0)


def _bits(names: list[str] | tuple[str, ...], rules: RuleSet) -> int:
    unknown = [name for name in names if name not in rules.lists]
    if unknown:
        raise RuleError([Fault("rules", 0, 0, f"a claim rule names the list “{unknown[0]}”, which does not exist.")])
    return rules.mask(names)


def _telling(rule: Rule) -> Telling:
    attributed = rule.options.get("attributed")
    return Telling(
        rule.number("priority"),
        rule.id,
        Kind(rule.text("marks")),
        attributed if isinstance(attributed, bool) else None,
        frozenset(rule.words("tense")),
        frozenset(rule.zones),
    )


def _noun(rule: Rule, rules: RuleSet) -> Noun:
    opener = rule.text("opener")
    return Noun(
        rule=rule.id,
        opener=opener,
        opener_bits=_bits([opener], rules) | rules.start_bit(opener) if opener else 0,
        head=_bits(rule.words("head"), rules),
        verb=_bits(rule.words("verb"), rules),
        verbs=frozenset(entry[0] for name in rule.words("verb") for entry in rules.lists[name].entries),
        marks=rule.text("marks"),
    )


def _openings(nouns: Iterable[Noun], rules: RuleSet) -> dict[str, list[Opening]]:
    found: dict[str, list[Opening]] = {}
    for rank, noun in enumerate(nouns):
        for entry in rules.lists[noun.opener].entries:
            longest = max(entry, key=len)
            found.setdefault(longest, []).append(Opening(rank, noun, list(entry), entry.index(longest)))
    return found


def _cut(rule: Rule, at: int, rules: RuleSet, grammar: Mapping[str, str]) -> Cut:
    made = cut(rule.words("cut")[at], rules.letters)
    text = fill(made.text, {name: f"(?:{grammar[key]})" for name, key in SHAPES.items()})
    text = _BEFORE.sub(r"\2(?<=\1\2)", text)  # a letter is found faster than what stands before it
    try:
        pattern = re.compile(text)
    except re.error as error:
        line = rule.phrases("cut")[at].line if rule.phrases("cut") else rule.line
        raise RuleError([Fault(rule.path, line, 0, f"the pattern of “{rule.id}” cannot be used: {error}.")]) from None
    tests = tuple((_bits([test.words], rules), test.wanted) for test in made.tests)
    sides = rule.text("sides", "both")
    named = pattern.groupindex
    return Cut(
        rule=rule.id,
        pattern=pattern,
        keeps=not _LEAVES.search(text),
        tests=tests,
        tested=tuple(group for group in range(1, pattern.groups + 1) if group not in named.values()),
        end="end" if "end" in named else 0,
        left=sides in ("both", "each", "left"),
        right=sides in ("both", "each", "right"),
        each=sides == "each",
        bare=rule.options.get("attributed") is False,
        marks=rule.text("marks"),
        zones=frozenset(rule.zones),
        carries=_bits(rule.words("carries"), rules),
    )
