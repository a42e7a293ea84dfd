"""In how many claims of a draft a key stands, told key by key: few claims are compared, so few keys are asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate

from verifier.relations.lazy import lazy
from verifier.relations.lexicon import EVENT
from verifier.relations.passages import Passage, number_keys


class Counted:
    """The claims of one draft, ready to be counted."""

    def __init__(self, own: Sequence[Passage]) -> None:
        self._page = own[0].page
        self._own = sorted(own, key=lambda passage: passage.span.start)
        self._starts = [passage.span.start for passage in self._own]
        self._reach = list(accumulate([passage.span.end for passage in self._own], max))  # of all up to each

    def claims(self, key: str) -> int:
        """How many claims have a key; the same as a look into every bag."""
        if key.startswith("e:"):
            return len(self._page.meeting[EVENT, key[2:]])
        if key.startswith("n:"):
            return len({passage for place in self._heads[key[2:]] for passage in self._at(place)})
        if key.startswith("#:"):
            return self._numbers[key]
        return len(self._with_stem(key))

    def _with_stem(self, stem: str) -> set[Passage]:
        """The claims with a word of a stem, but for those where it is part of a name or number and tells nothing."""
        words, starts, stems = self._page.tokens.words, self._page.tokens.starts, self._page.lexicon.stems
        found: set[Passage] = set()
        for place in self._beginnings[stem[: self._page.lexicon.shortest]]:
            if stems[words[place]] != stem:
                continue
            name = self._in_names.get(place)
            for passage in self._at(place):
                if (name is None or starts[name] < passage.span.start) and not self._in_number(place, passage):
                    found.add(passage)
        return found

    def _in_number(self, token: int, passage: Passage) -> bool:
        """Whether a token is part of a number that is a key of its claim."""
        word = self._page.tokens.words[token]
        if not word[0].isdecimal() and word not in self._page.lexicon.numerals.parts:
            return False
        return any(number.first <= token < number.last for _, number in number_keys(passage.numbers))

    def _at(self, token: int) -> list[Passage]:
        """The claims over a token."""
        start = self._page.tokens.starts[token]
        last = first = bisect_right(self._starts, start)
        while first and self._reach[first - 1] > start:
            first -= 1
        return [passage for passage in self._own[first:last] if passage.span.end > start]

    @lazy
    def _numbers(self) -> Counter[str]:
        return Counter(key for passage in self._own for key in {key for key, _ in number_keys(passage.numbers)})

    @lazy
    def _beginnings(self) -> Mapping[str, list[int]]:
        """The letters that no ending takes away, each with the tokens that begin so: few stems are cut for one key."""
        tokens, skip, shortest = self._page.tokens, self._page.lexicon.skip, self._page.lexicon.shortest
        found: dict[str, list[int]] = defaultdict(list)
        for at in [at for at, tag in enumerate(tokens.tags) if tag not in skip]:
            found[tokens.words[at][:shortest]].append(at)
        return found

    @lazy
    def _heads(self) -> Mapping[str, list[int]]:
        """Each head of a name with the tokens where one begins."""
        found: dict[str, list[int]] = defaultdict(list)
        for mention, head, _ in self._page.told:
            found[head].append(mention.first)
        return found

    @lazy
    def _in_names(self) -> Mapping[int, int]:
        """Each token of a name with the first of the name."""
        told = self._page.told
        return {at: mention.first for mention, _, _ in told for at in range(mention.first, mention.last)}
