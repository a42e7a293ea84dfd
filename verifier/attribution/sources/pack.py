"""What the language pack says of sources and their cues, ready to use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from verifier.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Kit:
    """What the pack says of sources, ready to use."""

    types: Mapping[str, str]  # of the rules that give a source a type
    told: Mapping[str, str]  # of all rules
    base: Mapping[str, float]  # points of each type
    priority: Mapping[str, int]
    ends: frozenset[str]  # letters at which the head of a noun phrase is behind us
    heads: frozenset[str]  # letters of words that can be a head
    names: str  # letters of names
    nouns: str
    joins: frozenset[str]
    possessive: str
    comma: str
    plain: str  # rule of a name that no other rule knows
    spoken: frozenset[str]  # cue classes whose subject must be able to speak
    with_article: str  # rule of a name behind an article
    article: str
    bare: str  # rule of words that stand for anybody
    bare_words: int
    pronouns: int  # bits of pronouns of people
    person: str  # rule for a speaker that no rule knows
    hearsay: str  # rule of what is only said to have been said
    hearsay_words: str  # the rule that finds the words for it
    release: str  # rule of a prepared statement
    releasable: frozenset[str]  # types that a prepared statement speaks for
    lending: frozenset[str]  # rules that may lend their role to a bare name
    weak: frozenset[str]  # types for which the full first mention is asked
    reach: frozenset[str]  # types whose rules may reach over the first complement of a source
    classes: tuple[tuple[str, int], ...]  # class of a cue, and the bits of its verbs
    classed: int  # all of these bits
    unclassed: str
    stance: str  # class of a verb that takes sides about a thing
    stances: int  # bits of such verbs
    attitude: str  # class of what credits no words to anybody
    credits: int  # bits of other words that do
    unable: int  # bits of heads that can neither speak nor show
    refusing: frozenset[str]  # rules of refusal
    silent: str  # class of a refusal
    negation: str  # the rule of what turns a verb round
    nobody_words: int  # bits of words that make a subject nobody
    affirming: int  # bits of verbs whose contrary is a finding
    doing: frozenset[str]  # classes of what is done by saying it
    modal: frozenset[str]  # letters of verbs that leave it undone
    withheld: frozenset[str]  # classes whose contrary is silence
    hangs: frozenset[str]  # letters that a subject cannot stand behind
    leads: int  # bits of prepositions that also open a clause
    quantities: int  # bits of nouns of quantity
    verbs: frozenset[str]
    owners: frozenset[str]  # letters of possessive pronouns
    singled: int  # bits of words that single out an example
    nobody: frozenset[str]  # classes that support without a source
    infinitive: str  # letter that opens an infinitive: what is only wanted, urged or refused
    evidence: frozenset[str]  # classes of cues whose subject may be an event
    gerund: str
    finite: frozenset[str]
    idle: frozenset[str]  # classes that support nothing


def kit(rules: RuleSet) -> Kit:
    """Everything the grammar says of sources."""
    grammar = rules.grammar["sources"]
    words = {key: frozenset(str(value).split()) for key, value in grammar.items()}
    found = [rule for rule in rules.of("source") if rule.type not in words["never"]]
    return Kit(
        types={rule.id: rule.type for rule in found},
        told={rule.id: rule.type for rule in rules.rules.values()},
        base=rules.house.section("base"),
        priority={rule.id: rule.number("priority") for rule in found},
        ends=frozenset(str(grammar["ends"])),
        heads=frozenset(str(grammar["heads"])),
        names=str(grammar["names"]),
        nouns=str(grammar["nouns"]),
        joins=frozenset(str(grammar["joins"])),
        possessive=str(grammar["possessive"]),
        comma=str(grammar["comma"]),
        plain=str(grammar["plain"]),
        spoken=words["spoken"],
        with_article=str(grammar["with_article"]),
        article=str(grammar["article"]),
        bare=str(grammar["bare"]),
        bare_words=rules.mask(str(grammar["bare_words"]).split()),
        pronouns=rules.mask(str(grammar["pronouns"]).split()),
        person=str(grammar["person"]),
        hearsay=str(grammar["hearsay"]),
        hearsay_words=str(grammar["hearsay_words"]),
        release=str(grammar["release"]),
        releasable=words["releasable"],
        lending=frozenset(rule.id for rule in found if rule.type in words["named"]),
        weak=words["weak"] | {""},
        reach=words["reach"],
        classes=_classes(str(grammar["classes"]), str(grammar["class_lists"]), rules),
        classed=rules.mask(str(grammar["class_lists"]).split()),
        stance=str(grammar["stance"]),
        stances=rules.mask(str(grammar["stances"]).split()),
        unclassed=str(grammar["unclassed"]),
        attitude=str(grammar["attitude"]),
        credits=rules.mask(str(grammar["credits"]).split()),
        unable=rules.mask(str(grammar["unable"]).split()),
        refusing=frozenset(rule.id for rule in rules.of("source") if rule.type == grammar["silence"]),
        silent=str(grammar["silent"]),
        negation=str(grammar["negation"]),
        nobody_words=rules.mask(str(grammar["nobody_words"]).split()),
        affirming=rules.mask(str(grammar["affirming"]).split()),
        doing=words["doing"],
        modal=frozenset(str(grammar["modal"])),
        withheld=words["withheld"],
        hangs=frozenset(str(grammar["hangs"])),
        leads=rules.mask(str(grammar["leads"]).split()),
        quantities=rules.mask(str(grammar["quantities"]).split()),
        verbs=frozenset(str(grammar["verbs"])),
        owners=frozenset(str(grammar["owners"])),
        singled=rules.mask(str(grammar["singled"]).split()),
        nobody=words["nobody"],
        infinitive=str(grammar["infinitive"]),
        evidence=words["evidence"],
        gerund=str(grammar["gerund"]),
        finite=frozenset(str(grammar["finite"])),
        idle=frozenset((str(grammar["silent"]), str(grammar["attitude"]))),
    )


def _classes(names: str, lists: str, rules: RuleSet) -> tuple[tuple[str, int], ...]:
    """The classes of cues with the bits of their verbs."""
    return tuple(zip(names.split(), map(rules.bit, lists.split()), strict=True))
