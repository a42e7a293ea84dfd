"""Finds many phrases in one pass: each is tried only where its rarest element stands.

A word form is looked up once and remembered with the phrases it sets off.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import chain, compress, count
from typing import Final, Generic, NamedTuple, TypeAlias

from verifier.matching.compiler import Compiler
from verifier.matching.costs import Costs
from verifier.matching.phrases import triggers
from verifier.matching.steps import View
from verifier.matching.trials import Bounds, Hit, Key, Phrase, Trials, attempt, trials
from verifier.notation import Either, Node
from verifier.ruleset.phrases import parse_line
from verifier.ruleset.schema import PhraseLine, has_capitals

_MEMO = 200_000  # word forms remembered before starting afresh


class _Entry(NamedTuple):
    """A list entry of several words: where in it its rarest word is, the capitals it needs, the lists it is in."""

    words: list[str]
    offset: int
    written: list[str]
    lists: tuple[str, ...]


_Beside: TypeAlias = dict[str, list[_Entry]]


class _Longer(NamedTuple):
    """The entries in which a word is the rarest, by the word behind it; those that it ends, by the one before it."""

    on: _Beside
    back: _Beside


class _SetOff(NamedTuple, Generic[Key]):
    """What a word sets off: the keys of phrases that are nothing but it, others to be tried, longer entries."""

    alone: tuple[Key, ...]
    trials: Trials[Key] | None
    longer: _Longer | None


class _ByCapitals(Enum):
    """What a word sets off hangs on how it is written."""

    HERE = 0


_BY_CAPITALS: Final = _ByCapitals.HERE


class Finder(Generic[Key]):
    """Many phrases, ready to be found."""

    def __init__(self, compiler: Compiler, phrases: Iterable[tuple[Key, PhraseLine]]) -> None:
        self._rules = rules = compiler.rules
        self._compiler = compiler
        costs = compiler.costs
        self._phrases: dict[tuple[Node, ...], Phrase[Key]] = {}
        self._by_word: dict[str, list[Phrase[Key]]] = {}
        self._by_list: dict[str, list[Phrase[Key]]] = {}
        self._by_shape: dict[str, list[Phrase[Key]]] = {}
        for key, line in phrases:
            self._add(key, parse_line(line, rules).nodes, costs)
        self._list_of = {rules.bit(name): name for name in self._by_list}
        self._mask = sum(self._list_of)
        self._longer = self._longer_entries(costs)
        self._known: dict[str, _SetOff[Key] | _ByCapitals | None] = {}  # by word form
        self._known_written: dict[tuple[str, int], _SetOff[Key] | None] = {}  # by word form and its lists
        self._known_lists: dict[int, _SetOff[Key] | None] = {}  # by the lists of a word that sets off nothing else
        self._known_trials: dict[tuple[Phrase[Key] | str, ...], Trials[Key]] = {}  # by phrases, or names of lists

    def find(self, view: View, sentences: Sequence[Bounds]) -> list[Hit[Key]]:
        """Every place where a phrase holds: the longest from each place where its rarest element stands."""
        hits: list[Hit[Key]] = []
        words, bits = view.words, view.bits
        self._look_up(view.forms)
        known = list(map(self._known.__getitem__, words))
        last, following = 0, iter(sentences)
        for at in compress(count(), known):
            while at >= last:
                first, last = bounds = next(following)
            set_off = known[at]
            if set_off is _BY_CAPITALS:
                set_off = self._capitalised(words[at], bits[at])
            if set_off is not None:
                alone, these, longer = set_off
                for key in alone:
                    hits.append((at, at + 1, key))  # noqa: PERF401 - mostly one key: a list of its own costs more
                if these is not None:
                    attempt(these, view, at, at + 1, bounds, hits)
                if longer is not None and (
                    (at + 1 < last and words[at + 1] in longer.on) or (at > first and words[at - 1] in longer.back)
                ):
                    self._find_longer(longer, view, at, bounds, hits)
        for name, phrases in self._by_shape.items():
            self._find_shape(name, phrases, view, sentences, hits)
        return hits

    def _find_longer(self, longer: _Longer, view: View, at: int, bounds: Bounds, hits: list[Hit[Key]]) -> None:
        """Try the phrases that longer entries set off, where all of an entry is there."""
        words, (first, last) = view.words, bounds
        entries = longer.on.get(words[at + 1], ()) if at + 1 < last else ()
        if at > first and words[at - 1] in longer.back:
            entries = (*entries, *longer.back[words[at - 1]])
        for entry, offset, written, lists in entries:
            start = at - offset
            end = start + len(entry)
            if start < first or end > last or words[start:end] != entry:
                continue
            if not written or _is_written(written, view.written(start, end)):
                if lists not in self._known_trials:
                    self._known_trials[lists] = self._trials(chain.from_iterable(map(self._by_list.__getitem__, lists)))
                attempt(self._known_trials[lists], view, start, end, bounds, hits)

    def _find_shape(
        self, name: str, phrases: Sequence[Phrase[Key]], view: View, sentences: Sequence[Bounds], hits: list[Hit[Key]]
    ) -> None:
        """Try the phrases whose rarest element is a built-in, wherever one stands."""
        starts, ends, begins, _ = view.runs[name]
        these, in_part = self._trials(phrases), name in self._rules.in_part
        last, following = 0, iter(sentences)
        at = begins.find(1)
        while at >= 0:
            while at >= last:
                _, last = bounds = next(following)
            if in_part and ends[at] > starts[at] + 1:
                for phrase in phrases:
                    phrase.read_from(view, at, bounds, hits)
            else:
                attempt(these, view, at, ends[at], bounds, hits)
            at = begins.find(1, at + 1)

    def _look_up(self, forms: frozenset[str]) -> None:
        """Learn what the words of a draft set off, where that is not known yet."""
        known, capitals = self._known, self._rules.capitals
        if len(known) > _MEMO:
            for memo in (known, self._known_written, self._known_lists, self._known_trials):
                memo.clear()
        lists_of = self._rules.vocabulary
        for word in forms.difference(known):
            known[word] = _BY_CAPITALS if word in capitals else self._set_off(word, lists_of.get(word, 0))

    def _capitalised(self, word: str, bits: int) -> _SetOff[Key] | None:
        """What a word sets off whose lists hang on its capitals."""
        if (word, bits) not in self._known_written:
            self._known_written[word, bits] = self._set_off(word, bits)
        return self._known_written[word, bits]

    def _set_off(self, word: str, bits: int) -> _SetOff[Key] | None:
        """What a word sets off; None: nothing."""
        bits &= self._mask
        own, longer = self._by_word.get(word, ()), self._longer.get(word)
        if own or longer:
            return self._ready((*own, *self._of_lists(bits)), longer)
        if bits not in self._known_lists:
            self._known_lists[bits] = self._ready(self._of_lists(bits), None) if bits else None
        return self._known_lists[bits]

    def _ready(self, phrases: Iterable[Phrase[Key]], longer: _Longer | None) -> _SetOff[Key]:
        these = self._trials(phrases)
        others = these._replace(alone=())
        return _SetOff(these.alone, others if any(others) else None, longer)

    def _of_lists(self, bits: int) -> Iterator[Phrase[Key]]:
        while bits:
            bit = bits & -bits
            yield from self._by_list[self._list_of[bit]]
            bits ^= bit

    def _trials(self, phrases: Iterable[Phrase[Key]]) -> Trials[Key]:
        """Phrases ready to be tried; the same ones are made ready once."""
        once = tuple(dict.fromkeys(phrases))
        if once not in self._known_trials:
            for phrase in once:
                if not phrase.is_made:
                    phrase.make(self._compiler)
            self._known_trials[once] = trials(once)
        return self._known_trials[once]

    def _longer_entries(self, costs: Costs) -> dict[str, _Longer]:
        """Entries of several words by their rarest one."""
        lists: dict[tuple[tuple[str, ...], int, tuple[str, ...]], list[str]] = {}
        for name in self._by_list:
            words = self._rules.lists[name]
            for first, rests in words.starts.items():
                for rest in rests:
                    entry = (first, *rest)
                    key = (entry, costs.rarest(entry), words.exact.get(entry, ()))
                    lists.setdefault(key, []).append(name)
        longer: dict[str, _Longer] = {}
        for (entry, at, written), names in lists.items():
            found = longer.setdefault(entry[at], _Longer({}, {}))
            side, word = (found.on, entry[at + 1]) if at + 1 < len(entry) else (found.back, entry[at - 1])
            side.setdefault(word, []).append(_Entry(list(entry), at, list(written), tuple(names)))
        return longer

    def _add(self, key: Key, nodes: tuple[Node, ...], costs: Costs) -> None:
        if len(nodes) == 1 and isinstance(nodes[0], Either):  # "a b | c d": each has a rarest word of its own
            for option in nodes[0].options:
                self._add(key, option, costs)
            return
        if not nodes:
            return
        if nodes in self._phrases:
            self._phrases[nodes].keys.append(key)
            return
        at = min(range(len(nodes)), key=lambda place: costs.node(nodes[place])) if len(nodes) > 1 else 0
        phrase = self._phrases[nodes] = Phrase(nodes, at)
        phrase.keys.append(key)
        by = triggers(nodes[at], self._rules)
        for word in by.words:
            self._by_word.setdefault(word, []).append(phrase)
        for name in by.lists:
            self._by_list.setdefault(name, []).append(phrase)
        for name in by.shapes:
            self._by_shape.setdefault(name, []).append(phrase)


def _is_written(entry: list[str], written: list[str]) -> bool:
    """Whether a text has the capitals of an entry; mostly it has its letters."""
    return entry == written or all(map(has_capitals, entry, written))
