"""What the rules say of names, words and events, ready for use: built once a rule set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from verifier.notation import Ref, walk
from verifier.relations.quantities import Numerals, numerals
from verifier.relations.spelling import Memo, Spelling, plain, spelling
from verifier.ruleset import PhraseLine, Rule, RuleSet, WordList
from verifier.ruleset.phrases import parse_line

EVENT = "event"
MARKING = (EVENT, "state", "contrast", "stance")  # kinds of the rules whose matches are compared
JOINS, OPENS, OPENS_TALL = 1, 2, 3  # what a word may do to names
_REACH = 8  # words that a “not” reaches


@dataclass(frozen=True, slots=True)
class Alias:
    """One name of an entity: the words after the first, how they must be written, and the entity."""

    rest: tuple[str, ...]
    capital: bool  # written with a capital
    upper: bool  # short and all in capitals: ICE, WHO
    entity: str
    shown: str  # the name reports use
    rule: str
    place_after: frozenset[str] = frozenset()
    wide: bool = False  # a nation


@dataclass(frozen=True, slots=True)
class Effect:
    """A state that an event or phrase brings about, and of whom."""

    dimension: str
    value: str
    role: str  # object | subject | after | before | inside | any
    alone: bool = False  # only of a name that no noun follows: “Hamas”, not “Hamas fighters”


@dataclass(frozen=True, slots=True)
class Marker:
    """What one rule of kind event, state, contrast or stance tells."""

    rule: str
    kind: str
    name: str  # event class, dimension, scale or stance
    value: str = ""
    effects: tuple[Effect, ...] = ()
    ladder: str = ""
    rung: int = 0
    title: str = ""
    light: bool = False
    near: bool = False  # a stance that reaches only the words after it
    reach: int = 0  # how many
    nouns: frozenset[str] = frozenset()  # of an event: its words that are nouns


@dataclass(frozen=True)
class Lexicon:
    """The language knowledge of this stage."""

    aliases: Mapping[str, tuple[Alias, ...]]
    homonyms: Mapping[str, tuple[tuple[str, frozenset[str]], ...]]
    apart: frozenset[frozenset[str]]
    markers: Mapping[str, Marker]
    endings: tuple[tuple[str, str], ...]
    shortest: int
    skip: frozenset[str]
    auxiliary: str
    participle: str
    nouns: str
    verbs: str
    finite: str
    adjectives: str
    ordinary: frozenset[str]
    beside: int
    joiner: int
    joining: str  # the letter of a joiner in the pattern of a name
    capitals: str  # the letter of a word that a capital makes a name
    joiners: frozenset[str]  # its words, whatever their capitals
    spelling: Spelling
    numerals: Numerals
    word: re.Pattern[str]
    name: re.Pattern[str] | None
    noun_phrases: frozenset[str]  # phrases of the marking rules that end in a list of nouns
    cut_off: tuple[str, ...]  # what ``endings`` cut

    @cached_property
    def points(self) -> dict[str, frozenset[tuple[str, str]]]:
        """Where each marker lets claims meet: at its event class, its ladder, the dimensions of its states."""
        return {rule: frozenset(_points(marker)) for rule, marker in self.markers.items()}

    @cached_property
    def stems(self) -> Memo[str]:
        """A word without the endings that make no other word of it; nothing for a mark."""
        return Memo(lambda word: self._cut(self._cut(word)) if word[0].isalnum() else "")

    @cached_property
    def parts(self) -> Memo[tuple[str, ...]]:
        """A word of a text in its plain words, particles left out: ``us-led`` is two."""
        drop = self.spelling.drop
        return Memo(lambda word: tuple(p for p in plain(word).split() if p not in drop) if word[0].isalnum() else ())

    @cached_property
    def parting(self) -> Memo[int]:
        """What a word of a text may do to names: begin an alias, or one with a capital, or join parts; most are 0."""

        def parting(word: str) -> int:
            if word not in self.aliases and word.isalpha() and word.isascii():
                return JOINS if word in self.joiners else 0
            aliases = [alias for part in self.parts[word] for alias in self.aliases.get(part, ())]
            if aliases:
                return OPENS_TALL if all(alias.capital or alias.upper for alias in aliases) else OPENS
            return JOINS if word in self.joiners or "-" in word else 0

        return Memo(parting)

    @cached_property
    def name_parts(self) -> Memo[tuple[str, ...]]:
        """A word of a name in its plain words; one with a figure (S-400) is one."""

        def parts(word: str) -> tuple[str, ...]:
            found = plain(word).split()
            return ("".join(found),) if any(map(str.isdigit, word)) else tuple(found)

        return Memo(parts)

    @cached_property
    def reach(self) -> dict[str, int]:
        """The first word of aliases → words of the longest of them."""
        return {word: 1 + max(len(alias.rest) for alias in group) for word, group in self.aliases.items()}

    def _cut(self, word: str) -> str:
        if word.endswith(self.cut_off):
            for ending, instead in self._endings_by_letter.get(word[-1], ()):
                if word.endswith(ending) and len(word) - len(ending) >= self.shortest:
                    return word[: -len(ending)] + instead
        return word

    @cached_property
    def _endings_by_letter(self) -> dict[str, list[tuple[str, str]]]:
        groups: dict[str, list[tuple[str, str]]] = {}
        for ending in self.endings:
            groups.setdefault(ending[0][-1], []).append(ending)
        return groups


def lexicon(rules: RuleSet) -> Lexicon:
    """The lexicon of a rule set."""
    reading = next(iter(rules.of("reading")), None)

    def classes(key: str) -> str:
        """The letters of the classes that a key of the reading rule names."""
        return "".join(map(rules.letters.of, reading.text(key).split())) if reading else ""

    endings = next(iter(rules.of("endings")), None)
    cuts = tuple(_ending(line) for line in endings.words("endings")) if endings else ()
    marking = [rule for kind in MARKING for rule in rules.of(kind)]
    return Lexicon(
        aliases=_aliases(rules),
        homonyms={plain(rule.text("name")): tuple(_senses(rule)) for rule in rules.of("homonym")},
        apart=frozenset(_apart(rules)),
        markers={rule.id: _marker(rule, rules) for rule in marking},
        noun_phrases=frozenset(line.text for rule in marking for line in rule.find if _ends_in_noun(line, rules)),
        endings=cuts,
        cut_off=tuple(ending for ending, _ in cuts),
        shortest=endings.number("shortest", 3) if endings else 3,
        skip=frozenset(classes("skip")),
        auxiliary=classes("auxiliary"),
        participle=classes("participle"),
        adjectives=classes("adjectives"),
        verbs=classes("verbs"),
        finite=classes("finite"),
        nouns=classes("nouns"),
        ordinary=_ordinary(rules, reading.words("names") if reading else ()),
        beside=reading.number("beside", 3) if reading else 3,
        joiner=rules.bit(rules.joiners) if rules.joiners else 0,
        joining=rules.shape_words["name"][0] if "name" in rules.shape_words else "",
        capitals=str(rules.grammar.get("capitals", "")),
        joiners=frozenset(e[0] for e in rules.lists[rules.joiners].entries if len(e) == 1)
        if rules.joiners
        else frozenset(),
        spelling=spelling(rules),
        numerals=numerals(rules),
        word=rules.word,
        name=rules.shapes.get("name"),
    )


def _ordinary(rules: RuleSet, of_names: Iterable[str]) -> frozenset[str]:
    """Words the pack writes small, so that a capital alone makes no name of them."""
    mask = 0
    for name in of_names:
        mask |= rules.bit(name) | rules.start_bit(name)
    return frozenset(word for word, bits in rules.vocabulary.items() if bits & ~mask)


def _ending(line: str) -> tuple[str, str]:
    ending, instead = re.split(r"\s*>\s*", line)
    return ending, "" if instead == "_" else instead


def _aliases(rules: RuleSet) -> dict[str, tuple[Alias, ...]]:
    found: dict[str, list[Alias]] = {}
    drop = spelling(rules).drop
    for rule in rules.of("aliases"):
        after = rules.lists[rule.text("place_after")].entries if rule.text("place_after") in rules.lists else ()
        places = frozenset(entry[0] for entry in after if len(entry) == 1)
        for line in rule.words("names"):
            entity, *others = line.split(" = ")
            for name in (entity, *others):
                words = [word for word in plain(name).split() if word not in drop] or plain(name).split()
                upper = name.isupper() and len(name) <= 5
                alias = Alias(
                    tuple(words[1:]),
                    not name.islower(),
                    upper,
                    plain(entity),
                    entity,
                    rule.id,
                    places,
                    rule.flag("wide"),
                )
                found.setdefault(words[0], []).append(alias)
    return {word: tuple(sorted(group, key=lambda a: -len(a.rest))) for word, group in found.items()}


def _senses(rule: Rule) -> Iterable[tuple[str, frozenset[str]]]:
    for line in rule.words("senses"):
        sense, _, words = line.partition(":")
        yield plain(sense), frozenset(plain(word) for word in words.split(","))


def _apart(rules: RuleSet) -> Iterable[frozenset[str]]:
    for rule in (*rules.of("aliases"), *rules.of("spelling")):
        for line in rule.words("apart"):
            yield frozenset(plain(name) for name in line.split(" = "))


def _marker(rule: Rule, rules: RuleSet) -> Marker:
    if rule.kind == "event":
        return Marker(
            rule.id,
            "event",
            rule.type,
            effects=tuple(_effects(rule.text("state"))),
            ladder=rule.text("ladder"),
            rung=rule.number("rung"),
            title=rule.title,
            light=rule.flag("light"),
            nouns=_nouns(rules, rule),
        )
    value = rule.text("value")
    if rule.kind == "state":
        effect = Effect(rule.text("dimension"), value, rule.text("entity", "any"))
        return Marker(rule.id, "state", effect.dimension, value, (effect,), title=rule.title)
    name = rule.text("scale") if rule.kind == "contrast" else value
    return Marker(
        rule.id,
        rule.kind,
        name,
        value,
        title=rule.title,
        near=rule.text("scope") == "near",
        reach=rule.number("reach", _REACH),
    )


def _points(marker: Marker) -> Iterable[tuple[str, str]]:
    if marker.kind == EVENT:
        yield EVENT, marker.name
        if marker.ladder:
            yield "ladder", marker.ladder
    for effect in marker.effects:
        yield "state", effect.dimension


def _nouns(rules: RuleSet, rule: Rule) -> frozenset[str]:
    """The words that end an entry of the rule's lists of nouns."""
    lists = [words for words in lists_of(rule, rules) if words.form_class == "noun"]
    return frozenset(entry[-1] for words in lists for entry in words.entries)


def lists_of(rule: Rule, rules: RuleSet) -> Iterator[WordList]:
    """The word lists that the phrases of a rule name."""
    for line in rule.find:
        for node in walk(parse_line(line, rules).nodes):
            if isinstance(node, Ref) and node.name in rules.lists:
                yield rules.lists[node.name]


def _ends_in_noun(line: PhraseLine, rules: RuleSet) -> bool:
    """Whether a phrase ends in a list of nouns."""
    nodes = parse_line(line, rules).nodes
    last = nodes[-1] if nodes else None
    return isinstance(last, Ref) and last.name in rules.lists and rules.lists[last.name].form_class == "noun"


def _effects(text: str) -> Iterable[Effect]:
    """``life=dead object; safety=harmed object`` as effects."""
    for part in filter(None, map(str.strip, text.split(";"))):
        state, *role = part.split()
        dimension, _, value = state.partition("=")
        yield Effect(dimension, value, role[0] if role else "object", "alone" in role)
