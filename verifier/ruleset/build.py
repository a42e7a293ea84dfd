"""Raw documents into the values the engine is handed: lists with all their forms, rules, grammar."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any, TypeAlias

from verifier.language.rows import unusable
from verifier.model import RuleSetId
from verifier.ruleset.inflect import LETTERS, Inflection, Pattern
from verifier.ruleset.kinds import COMMON, KINDS
from verifier.ruleset.lexicon import pack
from verifier.ruleset.phrases import faults
from verifier.ruleset.raw import RawList, RawRule, RawSet
from verifier.ruleset.reading import RuleFile, unknown
from verifier.ruleset.schema import Examples, House, PhraseLine, Rule, RuleSet, WordList
from verifier.ruleset.weight import HEAVIEST, weight
from verifier.ruleset.wording import check_classes, grammar_of, joined, named, shapes_of
from verifier.words import split

_COMMON = frozenset((*COMMON, "_files"))
Words: TypeAlias = tuple[str, ...]
_DEFAULT_WORD = r"\w+(?:['’-]\w+)*|\S"


def build(raw: RawSet, identity: RuleSetId, language: str) -> RuleSet | None:
    """The rule set; ``None`` where a fault leaves nothing to build on. Faults are noted in their files."""
    word = _word(raw)
    inflection = _inflection(raw)
    lists = _Lists(raw.lists, inflection, word).all()
    grammar = grammar_of(raw)
    shapes, shape_words = shapes_of(raw, grammar.letters)
    off = frozenset(line.text for line, _ in raw.off)
    rules = {
        name: _rule(rule)
        for name, rule in sorted(raw.rules.items())
        if name not in off and rule.values.get("status") != "off" and rule.values.get("kind")
    }
    made = RuleSet(
        id=identity,
        lists=lists,
        rules=rules,
        house=House(raw.numbers),
        grammar=grammar.values,
        shapes=shapes,
        joiners=named(raw, "joiners"),
        letters=grammar.letters,
        shape_words=shape_words,
        frequent=named(raw, "frequent"),
        in_part=frozenset(named(raw, "in_part").split()),
        inflection=inflection,
        word=word,
        language=language,
        off=off,
        lexicon=pack(raw.lexicon, grammar.letters.words),
        exemptions=tuple(exemption for exemption, _ in raw.exemptions),
    )
    for name in rules:
        _check_phrases(raw.rules[name], made)
        _check_patterns(raw.rules[name])
        check_classes(raw.rules[name], grammar.letters, lists)
    return made


def _check_phrases(raw: RawRule, rules: RuleSet) -> None:
    """Every phrase of a rule must be well formed and name lists that exist."""
    added = raw.values.get("_files", {})
    keys = (key for key, value in raw.values.items() if _is_phrases(raw.values["kind"], key) and value)
    for line in chain.from_iterable(raw.values[key] for key in keys):
        file = added.get(id(line), raw.file)
        for fault in faults(line, rules, file.path, raw.values["kind"]):
            file.fault(fault.message, fault.line, fault.column)


def _check_patterns(raw: RawRule) -> None:
    """Every ``regex`` must be one; what the standard library takes needs no import of the slower module."""
    added = raw.values.get("_files", {})
    for line in raw.values.get("regex", ()):
        problem = _of_pattern(line.text, is_zone=raw.values["kind"] == "zone")
        if problem:
            added.get(id(line), raw.file).fault(problem, line.line, line.column)


def _of_pattern(text: str, *, is_zone: bool) -> str:
    if weight(text) > HEAVIEST:
        return f"repeats inside repeats come to more than {HEAVIEST:,} steps; use smaller numbers."
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError) as error:
        if is_zone:  # lines of a page are matched by the standard library
            return f"this is no pattern: {error}."
    else:
        return ""
    import regex

    try:
        regex.compile(text)
    except (regex.error, RecursionError, OverflowError) as error:
        return f"this is no pattern: {error}."
    return ""


def _is_phrases(kind: str, key: str) -> bool:
    row = COMMON.get(key) or KINDS[kind].get(key)
    return row is not None and row.shape == "phrases"


def _word(raw: RawSet) -> re.Pattern[str]:
    if "word" not in raw.grammar:
        return re.compile(_DEFAULT_WORD)
    file, entry = raw.grammar["word"]
    lines = [line for line in file.block(entry, strict=False) if not unusable(line.text)]  # others are told of later
    return re.compile("|".join(line.text for line in lines) or _DEFAULT_WORD)


def _rule(raw: RawRule) -> Rule:
    values = raw.values
    get: Callable[..., Any] = values.get
    return Rule(
        id=raw.id,
        title=get("title", ""),
        kind=values["kind"],
        type=get("type", ""),
        status=get("status", "stable"),
        find=get("find", ()),
        not_when=get("not_when", ()),
        message=_joined(get("message", ())),
        why=_joined(get("why", ())),
        references=tuple(line.text for line in get("references", ())),
        examples=Examples(get("examples", {})),
        path=raw.file.path,
        line=raw.line,
        options={key: joined(value) if key == "cut" else value for key, value in values.items() if key not in _COMMON},
        regex=get("regex", ()),
        zones=get("zones", ()),
        exact=get("case") == "exact",
        paths={at: file.path for at, file in get("_files", {}).items()},
    )


def _joined(lines: Iterable[PhraseLine]) -> str:
    return " ".join(line.text for line in lines)


# --- grammar ----------------------------------------------------------------------------------


def _inflection(raw: RawSet) -> Inflection:
    file = raw.file_of.get("inflection")
    patterns: dict[str, list[Pattern]] = {}
    irregular: dict[str, dict[str, tuple[str, ...]]] = {}
    for form_class, letters in LETTERS.items():
        for line in raw.inflection.get(form_class, ()):
            shape, *forms = line.text.split()
            try:
                pattern = Pattern(re.compile(shape), tuple(forms))
            except re.error as error:
                if file:
                    file.fault(f"the shape “{shape}” cannot be used: {error}.", line.line, line.column)
                continue
            _counted(file, line, forms, letters)
            patterns.setdefault(form_class, []).append(pattern)
        for line in raw.inflection.get(f"irregular_{form_class}", ()):
            lemma, *forms = line.text.split()
            _counted(file, line, forms, letters)
            irregular.setdefault(form_class, {})[lemma] = tuple(forms)
    heads = frozenset(line.text for line in raw.inflection.get("head_before", ()))
    return Inflection(patterns, irregular, heads)


def _counted(file: RuleFile | None, line: PhraseLine, forms: list[str], letters: str) -> None:
    if file and len(forms) != len(letters) - 1:
        file.fault(f"{len(letters) - 1} forms must follow “{line.text.split()[0]}”.", line.line, line.column)


# --- lists ------------------------------------------------------------------------------------


class _Lists:
    """Word lists with their forms and the lists they are based on."""

    def __init__(self, raw: Mapping[str, RawList], inflection: Inflection, word: re.Pattern[str]) -> None:
        self._raw = raw
        self._inflection = inflection
        self._word = word
        self._done: dict[str, WordList] = {}
        self._open: list[str] = []

    def all(self) -> dict[str, WordList]:
        for name in self._raw:
            self._list(name)
        return dict(sorted(self._done.items()))

    def _list(self, name: str) -> WordList:
        if name in self._done:
            return self._done[name]
        raw = self._raw[name]
        self._open.append(name)
        entries: dict[Words, None] = {}
        forms: dict[str, str] = {}
        exact: dict[Words, Words] = {}
        for other in self._bases(raw):
            entries.update(dict.fromkeys(other.entries))
            forms.update(other.forms)
            exact.update(other.exact)
        self._add(raw, entries, forms, exact)
        self._open.pop()
        starts, ends = _index(entries)
        made = WordList(
            name,
            raw.title,
            tuple(entries),
            forms,
            raw.file.path,
            raw.line,
            exact,
            starts,
            ends,
            raw.entries,
            raw.based_on,
            raw.forms if raw.forms in LETTERS else "",
        )
        self._done[name] = made
        return made

    def _bases(self, raw: RawList) -> Iterable[WordList]:
        for other in raw.based_on:
            node = raw.entry_of["based_on"].node if "based_on" in raw.entry_of else raw.entry_of["list"].node
            if other not in self._raw:
                raw.file.fault_at(node, unknown("list", other, self._raw))
            elif other in self._open:
                raw.file.fault_at(node, f"the lists “{raw.name}” and “{other}” are based on each other.")
            else:
                yield self._list(other)

    def _add(
        self,
        raw: RawList,
        entries: dict[Words, None],
        forms: dict[str, str],
        exact: dict[Words, Words],
    ) -> None:
        for text in raw.entries:
            entry = self._words(text)
            made = self._inflect(raw.forms, entry, forms)
            for form in made:
                entries[form] = None
            if raw.exact:
                exact.update(self._written(text, entry, made))
        for text in raw.remove:
            for entry in self._inflect(raw.forms, self._words(text), {}):
                entries.pop(entry, None)
                forms.pop(entry[0], None)

    def _written(
        self, text: str, entry: tuple[str, ...], made: Iterable[tuple[str, ...]]
    ) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Each form of an entry with its capitals: those of the entry, word by word."""
        written = [found.group() for found in self._word.finditer(text)]
        for form in made:
            yield (
                form,
                tuple(
                    as_written if word == small else as_written[:1] + word[1:]
                    for word, small, as_written in zip(form, entry, written, strict=False)
                ),
            )

    def _words(self, text: str) -> tuple[str, ...]:
        if text.isalpha() and text.isascii():
            return (text.lower(),)
        return tuple(word for _, _, word in split(text, self._word))

    def _inflect(self, form_class: str, entry: Words, forms: dict[str, str]) -> list[Words]:
        """An entry in all its forms; what each single word can be is noted in ``forms``."""
        if form_class not in LETTERS or not entry:
            return [entry]
        if len(entry) > 1:
            head = self._inflection.head(entry, form_class)
            lettered = self._inflection.lettered(entry[head], form_class)
            return [(*entry[:head], form, *entry[head + 1 :]) for form in lettered]
        lettered = self._inflection.lettered(entry[0], form_class)
        for form, letters in lettered.items():
            known = forms.setdefault(form, letters)
            if known != letters:
                forms[form] = known + "".join(letter for letter in letters if letter not in known)
        return [(form,) for form in lettered]


def _index(
    entries: Iterable[tuple[str, ...]],
) -> tuple[dict[str, tuple[list[str], ...]], dict[str, tuple[list[str], ...]]]:
    """Words of several words by their first and by their last word; the other words in order."""
    starts: dict[str, list[list[str]]] = {}
    ends: dict[str, list[list[str]]] = {}
    for entry in entries:
        if len(entry) > 1:
            starts.setdefault(entry[0], []).append(list(entry[1:]))
            ends.setdefault(entry[-1], []).append(list(entry[:-1]))
    return {key: tuple(rest) for key, rest in starts.items()}, {key: tuple(rest) for key, rest in ends.items()}
