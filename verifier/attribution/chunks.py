"""Gathers the words of a draft into groups: noun phrases, verb groups, times, marks.

One pass of one regular expression over the word-class letters of each sentence gives a second, shorter string
with one letter a group, over which the cue templates run. The shapes are the language pack's (``grammar.yml``,
``groups``); see there for what each letter means.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import accumulate, repeat

from verifier.attribution.opening import opening
from verifier.language.patterns import fill
from verifier.model import Draft, Tokens
from verifier.ruleset import RuleSet

_PERHAPS_TIME = "?"
"""A noun phrase that is a time if its head is one; a letter of this module only."""
_MARK = "_"  # round a word or two that are not speech: part of a phrase, never its head
_END = "\n"  # between sentences, where no group reaches across
_SENTENCE_END = re.compile(r"\|")
_SEEN = 50_000  # groups remembered at most, so that a run over an archive stays flat


@dataclass(frozen=True, slots=True)
class Chunks:
    """Groups in reading order, as parallel sequences; ``letters`` ends each sentence with ``|``.

    ``first`` and ``last`` are token ranges [first, last), ``head`` the token that carries the meaning:
    the verb of a verb group, the last noun of a noun phrase; what ends a sentence has none of its own.
    """

    letters: str
    first: list[int]
    last: list[int]
    head: list[int]
    sentences: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Shapes:
    """The compiled word groups of a language.

    ``cut`` finds what ``groups`` finds, without telling what each is: the letters of a group alone decide that, not
    those beside it, so it is asked once for each run of letters and ``known``.
    """

    cut: re.Pattern[str]
    groups: re.Pattern[str]
    parts: Mapping[str, str]
    have: int
    time: int
    active: int  # bits of verbs that have no passive: rose by a tenth
    repairs: tuple[tuple[str, re.Pattern[str]], ...]
    single: Mapping[str, str]  # words that get a letter of their own when they stand alone
    told: Mapping[str, str]  # which groups and classes play which part: ``grouping`` of the grammar
    by_word: re.Pattern[str]  # groups whose words decide
    with_participle: re.Pattern[str]  # a sentence with a participle, from the mark before it to the one that ends it
    known: dict[str, str] = field(default_factory=dict)  # word classes of a group → its letter


def plain(text: str) -> str:
    """Letters of groups, or a pattern over them, with quotation marks that ``re`` compiles in half the time."""
    return text.replace("“", "«").replace("”", "»")  # one byte each


def named(block: str) -> dict[str, str]:
    """Lines of ``name pattern`` as a mapping, in order; each pattern made one unit."""
    rows = (line.split(None, 1) for line in block.splitlines() if line.strip() and not line.startswith("#"))
    return {name: pattern.strip() for name, pattern in rows}


def shapes(rules: RuleSet) -> Shapes:
    """The word groups of a rule set's grammar, compiled."""
    grammar, told = rules.grammar, rules.grammar["grouping"]
    parts = {name: f"(?:{pattern})" for name, pattern in named(str(grammar["parts"])).items()}
    groups = {name: fill(text, parts) for name, text in named(str(grammar["groups"])).items()}
    made = {name: f"(?:{text})" for name, text in named(str(grammar["shapes_of_groups"])).items()}
    repairs = tuple((letter, re.compile(plain(fill(text, made)))) for letter, text in _rows(str(grammar["repairs"])))
    return Shapes(
        _cut(list(groups.values())),
        re.compile("|".join([*[f"(?P<{name}>{pattern})" for name, pattern in groups.items()], "(?s:.)"])),
        parts,
        rules.mask(told["have"].split()),
        rules.mask(told["times"].split()),
        rules.mask(told["active"].split()),
        repairs,
        single_words(rules),
        told,
        re.compile(f"[{re.escape(_PERHAPS_TIME + told['undecided'] + told['by_word'])}]"),
        re.compile(rf"\|[^|{told['participle']}]*+{told['participle']}[^|]*"),
    )


def _cut(groups: list[str]) -> re.Pattern[str]:
    """Any of the groups, each tried only before a letter it may begin with, or one letter by itself."""
    begins = opening("|".join(groups))
    alone = f"[^{_class(begins)}]" if begins else _END
    tried = [f"(?=[{_class(letters)}])(?:{text})" if (letters := opening(text)) else text for text in groups]
    return re.compile("|".join([alone, *tried, "(?s:.)"]))


def _class(letters: frozenset[str]) -> str:
    return re.escape("".join(sorted(letters)))


def _rows(block: str) -> list[tuple[str, str]]:
    rows = (line.split(None, 1) for line in block.splitlines() if line.strip())
    return [(name, text.strip()) for name, text in rows]


def single_words(rules: RuleSet) -> dict[str, str]:
    """The letter of each word that has one of its own: ``grammar.yml``, ``single``."""
    table = named(str(rules.grammar["single"]))
    return {entry[0]: letter for letter, name in table.items() for entry in rules.lists[name].entries}


def chunk(draft: Draft, quotes: Mapping[int, str], kinds: Shapes) -> Chunks:
    """The groups of every sentence; ``quotes`` gives tokens that open (“) or close (”) a quotation."""
    tokens = draft.tokens
    tags = _marked(tokens.tags, quotes)
    texts = kinds.cut.findall("".join([tags[start:end] + _END for start, end in tokens.sentences]))
    letters = _letters(kinds, texts)
    ends = [found.start() for found in _SENTENCE_END.finditer(letters)]
    sizes = list(map(len, texts))
    for end in ends:
        sizes[end] = 0
    first = list(accumulate(sizes, initial=0))
    last = first[1:]
    first.pop()
    head = [end - 1 for end in last]
    for at in [at for at, mark in quotes.items() if mark == _MARK]:
        group = bisect_right(first, at) - 1
        if head[group] == at and letters[group] in kinds.told["phrase"] + kinds.told["named"] + _PERHAPS_TIME:
            head[group] -= 1
    chunks = Chunks(letters, first, last, head, list(zip([0, *[end + 1 for end in ends]], ends, strict=False)))

    def may_be_passive(group: int) -> bool:
        return texts[group].endswith(kinds.told["past"]) and not tokens.bits[head[group]] & kinds.active

    return replace(chunks, letters=_repair("|" + _decide(chunks, tokens, kinds), kinds, may_be_passive)[1:])


def _marked(tags: str, quotes: Mapping[int, str]) -> str:
    """The word classes, with the letters of the marks that open and close quotations."""
    if not quotes:
        return tags
    marked = list(tags)
    for at, mark in quotes.items():
        marked[at] = mark
    return "".join(marked)


def _letters(kinds: Shapes, texts: list[str]) -> str:
    """The letter of each group by its word classes; what is new is looked at and remembered."""
    letters = list(map(kinds.known.get, texts, repeat("")))
    if "" in letters:
        if len(kinds.known) > _SEEN:
            kinds.known.clear()
        for at, text in enumerate(texts):
            if not letters[at]:
                letters[at] = kinds.known.get(text) or _learn(kinds, texts, at)
    return "".join(letters)


def _learn(kinds: Shapes, texts: list[str], at: int) -> str:
    text = texts[at]
    found = kinds.groups.match(text)
    if found and found.end() < len(text):  # it took its letters only before those that follow it here
        found = kinds.groups.match("".join(texts[at:]))
    letter = kinds.known[text] = _letter(text, found.lastgroup if found else None, kinds.told)
    return letter


def _letter(text: str, kind: str | None, told: Mapping[str, str]) -> str:
    """The letter of a group of these word classes."""
    if text == _END:
        return "|"
    if kind != told["phrase"]:
        return kind or text
    head = len(text) - (2 if text[-1] == _MARK else 1)
    if text[head] in told["names"]:
        return told["named"]
    return _PERHAPS_TIME if head and text[0] in told["time_openers"] else told["phrase"]


def _decide(chunks: Chunks, tokens: Tokens, kinds: Shapes) -> str:
    """The letters of the groups, with those that hang on the words themselves."""
    words, own, told = tokens.words, kinds.single, kinds.told
    letters, first, head = chunks.letters, chunks.first, chunks.head
    decided = list(letters)
    for group in [found.start() for found in kinds.by_word.finditer(letters)]:
        letter = letters[group]
        if letter == _PERHAPS_TIME:
            decided[group] = told["time"] if tokens.bits[head[group]] & kinds.time else told["phrase"]
        elif letter == told["undecided"]:
            decided[group] = _voice(tokens, kinds, first[group], chunks.last[group])
        elif (word := words[first[group]]) in own:
            decided[group] = own[word]
    return "".join(decided)


def _repair(letters: str, kinds: Shapes, may_be_passive: Callable[[int], bool]) -> str:
    """Participles told from past forms by the clause they stand in; the last group of a repair's pattern changes.

    ``may_be_passive`` tells of a group whether it can be a participle at all.
    """
    seen = plain(letters)
    spans: list[tuple[int, int]] | None = None  # of the sentences with a participle, which alone can become finite
    for letter, pattern in kinds.repairs:
        if letter == kinds.told["participle"]:
            ends = [found.end() for found in pattern.finditer(seen)]
            ends = [end for end in ends if may_be_passive(end - 2)]  # letters begin with a mark of their own
            spans = None
        else:
            if spans is None:
                spans = [found.span() for found in kinds.with_participle.finditer(seen)]
            ends = [found.end() for first, last in spans for found in pattern.finditer(seen, first, last + 1)]
        for end in ends:
            letters = letters[: end - 1] + letter + letters[end:]
            seen = seen[: end - 1] + letter + seen[end:]
    return letters


def _voice(tokens: Tokens, kinds: Shapes, at: int, to: int) -> str:
    """The letter of a passive group or of one that is perfect: what the last auxiliary before the participle is."""
    told = kinds.told
    for token in range(to - 2, at - 1, -1):
        if tokens.tags[token] in told["auxiliaries"]:
            return told["perfect" if tokens.bits[token] & kinds.have else "passive"]
    return told["passive"]
