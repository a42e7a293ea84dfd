"""The tokens of a draft as phrases see them, with the runs of each built-in: names, numbers, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import compress, count
from operator import or_

from verifier.matching.steps import ANY_OF, Runs
from verifier.model import Draft
from verifier.ruleset import RuleSet, WordList
from verifier.ruleset.wording import WORD_SHAPE

_NO_RUN = -1
_LOOKS_ON = re.compile(r"\(\?[=!]|[$\\]")  # in a shape that may ask what follows, or where the sentence ends


class Shapes:
    """The built-ins of a rule set, as patterns over the word classes of a sentence or over a word itself."""

    def __init__(self, rules: RuleSet) -> None:
        self.patterns = rules.shapes
        self.in_part = rules.in_part
        self.own = {  # shape → the letter it has of its own for the words of a list, these words, and their bit
            shape: (letter, _single_words(rules.lists[name]), rules.bit(name))
            for shape, (letter, name) in rules.shape_words.items()
        }
        self.seen: dict[str, tuple[set[str], set[str]]] = {}  # shape of words → the words looked at, those that fit


class TokenView:
    """The tokens of a draft as phrases see them; the runs of a built-in are worked out on first use."""

    def __init__(self, draft: Draft, shapes: Shapes) -> None:
        self.words: list[str] = draft.tokens.words
        self.bits: list[int] = draft.tokens.bits
        self.forms = frozenset(self.words)
        self.runs: Mapping[str, Runs] = _RunsOf(draft, self.forms, shapes)
        self._draft = draft

    def written(self, first: int, last: int) -> list[str]:
        """Tokens as the text has them."""
        tokens, prose = self._draft.tokens, self._draft.document.prose
        return [prose[tokens.starts[at] : tokens.ends[at]] for at in range(first, last)]


class _RunsOf(dict[str, Runs]):
    """The runs of each built-in in one draft, by name."""

    def __init__(self, draft: Draft, forms: frozenset[str], shapes: Shapes) -> None:
        super().__init__()
        self._tokens = draft.tokens
        self._shapes = shapes
        self._forms = forms

    def __missing__(self, name: str) -> Runs:
        runs = self[name] = self._of_any(name.split(ANY_OF)) if ANY_OF in name else self._of_one(name)
        return runs

    def _of_any(self, names: Iterable[str]) -> Runs:
        """Where the runs of several built-ins begin and stop; which of them it is, is not told."""
        each = [self[name] for name in names]
        return Runs((), (), _either(runs.begins for runs in each), _either(runs.stops for runs in each))

    def _of_one(self, name: str) -> Runs:
        count = len(self._tokens.words)
        starts, ends, begins, stops = [_NO_RUN] * count, [_NO_RUN] * count, bytearray(count), bytearray(count)
        in_part = name in self._shapes.in_part
        for first, last in self._found(name):
            begins[first] = stops[last - 1] = 1
            starts[first], ends[first] = first, last
            for at in range(first + 1, last):
                starts[at], ends[at] = first, last
                begins[at] |= in_part
        return Runs(starts, ends, begins, begins if in_part else stops)

    def _found(self, name: str) -> Iterator[tuple[int, int]]:
        """The runs of a built-in, in reading order; none crosses the end of a sentence."""
        shape = self._shapes.patterns.get(name)
        if shape is None:
            return
        if shape.pattern.startswith(WORD_SHAPE):
            yield from self._found_words(name, shape)
            return
        letters, sentences = self._letters(name), self._tokens.sentences
        if _LOOKS_ON.search(shape.pattern):
            for first, last in sentences:
                yield from _spans(shape.finditer(letters, first, last))
        else:
            yield from _in_one_go(shape, letters, sentences)

    def _letters(self, name: str) -> str:
        """The tags, with the letters that a shape has of its own for the words of a list."""
        tags = self._tokens.tags
        if name not in self._shapes.own:
            return tags
        letter, words, mask = self._shapes.own[name]
        forms = self._forms & words
        if not forms:
            return tags
        bits = self._tokens.bits  # some words belong to a list only in their capitals
        letters = list(tags)
        for at in compress(count(), map(forms.__contains__, self._tokens.words)):
            if bits[at] & mask:
                letters[at] = letter
        return "".join(letters)

    def _found_words(self, name: str, shape: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Runs of one word each, by a shape of the word itself; a word is looked at once."""
        known, fitting = self._shapes.seen.setdefault(name, (set(), set()))
        for word in self._forms - known:
            known.add(word)
            if shape.fullmatch(WORD_SHAPE + word):
                fitting.add(word)
        here = self._forms & fitting
        if here:
            places = compress(count(), map(here.__contains__, self._tokens.words))
            yield from ((at, at + 1) for at in places)


def _either(flags: Iterable[bytes | bytearray]) -> bytes:
    """Flags of which one or more is set."""
    each = list(flags)
    return reduce(or_, [int.from_bytes(one) for one in each]).to_bytes(len(each[0]))


def _spans(found: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    return (one.span() for one in found if one.end() > one.start())


def _in_one_go(shape: re.Pattern[str], letters: str, sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What a shape finds sentence by sentence; only where it runs on into the next one is that sentence read alone."""
    at, last, following = 0, 0, iter(sentences)
    while at < len(letters):
        for found in shape.finditer(letters, at):
            first, end = found.span()
            while last <= first < end:
                _, last = next(following)
            if end > last:
                yield from _spans(shape.finditer(letters, first, last))
                at = last
                break
            if end > first:
                yield first, end
        else:
            return


def _single_words(words: WordList) -> frozenset[str]:
    """The entries of one word of a list."""
    return frozenset(entry[0] for entry in words.entries if len(entry) == 1)
