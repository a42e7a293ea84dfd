"""In how many claims of a draft a key stands, told key by key: few claims are compared, so few keys are asked for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from verifier.corroboration.lazy import lazy
from verifier.corroboration.lexicon import EVENT
from verifier.corroboration.passages import Passage, number_keys


class Counted:
    """The claims of one draft, ready to be counted."""

    def __init__(self, own: Sequence[Passage]) -> None:
        self._own, self._page = own, own[0].page

    def claims(self, key: str) -> int:
        """How many claims have a key; the same as a look into every bag."""
        if key.startswith("e:"):
            return len(self._page.meeting[EVENT, key[2:]])
        if key.startswith("n:"):
            places = self._heads.get(key[2:], ())
            return len({passage for place in places for passage in self._at(place)})
        if key.startswith("#:"):
            return self._numbers[key]
        return len(set(self._with_stem(key)))

    def _with_stem(self, stem: str) -> Iterator[Passage]:
        """The claims with a word of a stem, but for those where it is part of a name or number and tells nothing."""
        page = self._page
        for place in [place for word in self._words_of(stem) for place in self._places[word]]:
            if page.tokens.tags[place] in page.lexicon.skip:
                continue
            for passage in self._at(place):
                if stem in passage.keys if place in self._in_names else not _in_number(place, passage):
                    yield passage

    def _words_of(self, stem: str) -> Iterator[str]:
        """The words of the draft with a stem: they begin with the same letters, those that no ending takes away."""
        first, stems = stem[: self._page.lexicon.shortest], self._page.lexicon.stems
        at = bisect_left(self._words, first)
        while at < len(self._words) and self._words[at].startswith(first):
            if stems[self._words[at]] == stem:
                yield self._words[at]
            at += 1

    def _at(self, token: int) -> Iterator[Passage]:
        """The claims over a token."""
        tokens = self._page.tokens
        sentence = bisect_right(tokens.sentences, (token, len(tokens.words))) - 1
        for passage in self._sentences.get(sentence, ()):
            first, last = passage.bounds
            if first <= token < last:
                yield passage

    @lazy
    def _numbers(self) -> Counter[str]:
        return Counter(key for passage in self._own for key in {key for key, _ in number_keys(passage.numbers)})

    @lazy
    def _sentences(self) -> dict[int, list[Passage]]:
        found: dict[int, list[Passage]] = {}
        for passage in self._own:
            found.setdefault(passage.sentence, []).append(passage)
        return found

    @lazy
    def _places(self) -> dict[str, list[int]]:
        """Each word with its tokens."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self._page.tokens.words):
            found[word].append(at)
        return found

    @lazy
    def _words(self) -> list[str]:
        return sorted(self._places)

    @lazy
    def _heads(self) -> dict[str, list[int]]:
        """Each head of a name with the tokens where one begins."""
        found: dict[str, list[int]] = {}
        for mention, head, _ in self._page.told:
            found.setdefault(head, []).append(mention.first)
        return found

    @lazy
    def _in_names(self) -> set[int]:
        return {at for mention, _, _ in self._page.told for at in range(mention.first, mention.last)}


def _in_number(token: int, passage: Passage) -> bool:
    """Whether a token is part of a number that is a key of its claim."""
    return passage.has_number and any(number.first <= token < number.last for _, number in number_keys(passage.numbers))
