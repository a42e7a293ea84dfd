"""Cue rules compiled: each phrase of a rule into one regular expression over the letters of word groups.

A phrase reads ``<source> <verb> (<between>) that <clause>``. One of its parts is the anchor, a verb of the rule's
word lists in the form the part names; parts after it become the expression; ``<source>`` before it asks for the
subject. The shapes and anchors are the language pack's (``grammar.yml``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from verifier.attribution.chunks import named, plain, single_words
from verifier.language.patterns import fill
from verifier.ruleset import Rule, RuleSet

_PART = re.compile(r"<([a-z-]+)>|\(|\)|\||[^\s()|<>]+")
_SYNTAX = {"(": "(?:", ")": ")?"}
_MARKS = ",:;.“"
_SIGNING = "|”"  # behind what a signature may stand
_VENUE = "venue-source"
_SOURCES = (
    "source",
    "near-source",
    "signed",
    "signed-account",
    _VENUE,
)  # behind the anchor: as far as it may reach, one noun phrase, one name
HEAD = "head"  # the source is the group whose head is in a list: there is speculation that


@dataclass(frozen=True, slots=True)
class Template:
    """One phrase of one cue rule, ready to run.

    ``after`` is the pattern of the groups behind the anchor, compiled when a word first asks for it; its group
    ``content`` begins the content. ``words`` are literal words by the name of their group in ``after``; they belong
    to the cue.
    """

    rule: Rule
    zones: tuple[str, ...]  # the kinds of zone it holds in; none: all
    mask: int
    anchor: str
    after: str
    words: tuple[tuple[str, frozenset[str]], ...]
    heads: tuple[tuple[str, int], ...]  # groups whose head must be in a list, by the name of their group in ``after``
    cued: tuple[str, ...]  # the names of those that belong to the cue
    speaker: int  # bits of lists one of which the head of the source must be in; 0: anybody
    mark: str  # one that must stand somewhere behind the anchor; none: ""
    content: str
    source: str  # subject | owner | opening | label | beside | after | head | none
    topic: bool  # the grammatical subject belongs to the content
    before: bool  # the content comes first
    quoted: bool  # that content must end in a quotation
    venue: bool  # the source stands behind the place it spoke, in one noun phrase: in a statement Maria Stone
    post: bool  # the content is the paragraph that the cue and its source end, or the one before theirs
    holds: int  # bits of lists one of which a word of the content must be in; 0: any
    led: bool  # as stands before the source: as Smith noted, …
    behind: str  # letters one of which stands right before the anchor: in the view of Smith, there is; "": any
    loose: bool  # no comma is needed between that content and the cue
    cue_class: str
    supports: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """What of ``grammar.yml`` the cue templates stand on."""

    shapes: Mapping[str, str]
    anchors: Mapping[str, str]
    letters: Mapping[str, str]
    ends: Mapping[str, str]  # patterns, compiled when a content first asks for one
    searches: Mapping[str, str]
    behind: Mapping[str, str]  # letters of what a part asks for right before the anchor
    heads: str  # letters of groups whose head may be in a word list
    literal: str  # the letter of a literal word that ``letters`` does not have


def pattern(text: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    """A shape over the letters of groups, compiled."""
    return compiled(fill(text, parts))


@cache
def compiled(text: str) -> re.Pattern[str]:
    """A filled pattern, compiled when it is first asked for: most drafts want few of them."""
    return re.compile(plain(text))


def grammar(rules: RuleSet) -> Grammar:
    """The group shapes of the language pack."""
    pack = rules.grammar
    made = {name: f"(?:{text})" for name, text in named(str(pack["shapes_of_groups"])).items()}
    ends = {name: fill(text, made) for name, text in named(str(pack["ends"])).items()}
    letters = {**named(str(pack["letters"])), **single_words(rules)}
    told = pack["attribution"]
    behind = {"in": told["before_in"], "there": told["before_there"], "opens": told["before_opens"]}
    behind |= {"as-word": told["before_as"], "signing": _SIGNING}
    anchors, searches = named(str(pack["anchors"])), named(str(pack["searches"]))
    return Grammar(made, anchors, letters, ends, searches, behind, told["heads"], told["literal"])


def templates(rules: RuleSet, shapes_of: Grammar) -> tuple[Template, ...]:
    """Every phrase of every verb cue rule, in the order of their priority."""
    ordered = sorted(rules.of("cue"), key=lambda rule: (-rule.number("priority"), rule.id))
    return tuple(
        made
        for rule in ordered
        if rule.status != "off"
        for line in rule.words("template")
        if (made := _compile(rule, line, rules, shapes_of)) is not None
    )


def _compile(rule: Rule, text: str, rules: RuleSet, pack: Grammar) -> Template | None:
    parts = [_Part(found.group(1) or found.group(), bool(found.group(1))) for found in _PART.finditer(text)]
    at = next((index for index, part in enumerate(parts) if part.named and part.text in pack.anchors), None)
    if at is None:
        return None
    before = {part.text for part in parts[:at]}
    builder = _Builder(pack, rules)
    for part in parts[at + 1 :]:
        builder.add(part)
    source = _source_of(before, after=builder.source)
    return Template(
        rule=rule,
        zones=rule.zones,
        mask=rules.mask(rule.words("verbs")),
        anchor=pack.anchors[parts[at].text],
        after=builder.pattern(),
        words=tuple(builder.words),
        heads=tuple(builder.heads),
        cued=tuple(name for name, _ in (*builder.words, *(() if source == HEAD else builder.heads))),
        speaker=rules.mask(rule.words("speaker")),
        mark=builder.mark,
        content=builder.content,
        source=source,
        topic="topic" in before,
        before=not before.isdisjoint(("content", "quoted", "post")),
        quoted="quoted" in before,
        venue=_Part(_VENUE, named=True) in parts,
        post="post" in before,
        holds=rules.mask(rule.words("holds")),
        led="as" in before,
        behind="".join(letters for name, letters in pack.behind.items() if name in before),
        loose=rule.text("order") == "loose",
        cue_class=rule.text("class"),
        supports=rule.flag("supports", default=True),
    )


def _source_of(before: set[str], *, after: bool) -> str:
    """Where the source stands, of the parts before the anchor and whether one behind it names it."""
    if "there" in before:
        return HEAD
    own = next((name for name in ("owner", "opening", "label", "beside") if name in before), "")
    return own or ("subject" if "source" in before else "after" if after else "none")


class _Part(NamedTuple):
    text: str
    named: bool  # written in angle brackets


class _Builder:
    """Parts behind the anchor, one after the other, into one expression."""

    def __init__(self, pack: Grammar, rules: RuleSet) -> None:
        self._pack = pack
        self._rules = rules
        self._made: list[str] = []
        self._literal: list[str] = []  # alternatives of one word: about|on|of
        self._joined = False
        self.words: list[tuple[str, frozenset[str]]] = []
        self.heads: list[tuple[str, int]] = []
        self._depth = 0  # of parentheses
        self.mark = ""
        self.content = ""
        self.source = False

    def add(self, part: _Part) -> None:
        """One more part."""
        if part.text == "|":
            self._joined = bool(self._literal)
            if not self._joined:
                self._made.append("|")
                if not self._depth:  # neither side must stand there
                    self._depth, self.mark = 1, ""
            return
        if not self._joined:
            self._flush()
        self._joined = False
        if part.named:
            self._made.append(self._name(part.text))
        elif part.text in _SYNTAX:
            self._depth += 1 if part.text == "(" else -1
            self._made.append(_SYNTAX[part.text])
        elif part.text in _MARKS:
            self._require(part.text)
            self._made.append(re.escape(part.text))
        else:
            self._literal.append(part.text)

    def pattern(self) -> str:
        """The expression of all parts."""
        self._flush()
        return "".join(self._made)

    def _require(self, text: str) -> None:
        """Keep a mark that no match can be without; a full stop may be any letter in a shape, and stands everywhere."""
        if not self._depth and len(text) == 1 and text in _MARKS and text != ".":
            self.mark = text

    def _flush(self) -> None:
        if self._literal:
            name = f"w{len(self.words)}"
            letters = "".join(sorted({self._pack.letters.get(word, self._pack.literal) for word in self._literal}))
            self._made.append(f"(?P<{name}>[{letters}])")
            self.words.append((name, frozenset(self._literal)))
            self._literal = []

    def _name(self, name: str) -> str:
        shape = name
        if name in self._pack.ends:
            self.content = name
            self._require(self._pack.shapes[shape][len("(?:") : -len(")")])
            return f"(?P<content>{fill('{' + shape + '}', self._pack.shapes)})"
        if name in _SOURCES:
            self.source = True
            return f"(?P<source>{fill(f'{{{shape}}}', self._pack.shapes)})"
        if shape in self._pack.shapes:
            return fill("{" + shape + "}", self._pack.shapes)
        head = f"h{len(self.heads)}"
        self.heads.append((head, self._rules.bit(name)))
        return f"(?P<{head}>[{self._pack.heads}])"
