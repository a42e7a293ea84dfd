"""Which drafts may speak of one event: an index of rare keys, so that time grows with the drafts and not the pairs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from verifier.relations.passages import Passage
from verifier.relations.weights import Bag, Weights, cosine, length

_STORY = 0.30  # likeness from which two drafts are on one event, its keys weighed by rarity or not
_HEADS = 0.25  # likeness that their heads must have where the keys are not weighed
_LESS = 0.10  # likeness by rare keys under which the rest is not looked at
_KEYS = 12  # rarest keys of a draft that the index looks up
_DRAFTS = 60  # drafts a key may stand in and still be looked up
_NEIGHBOURS = 20  # most alike drafts that one draft is compared with


@dataclass(frozen=True, slots=True)
class Story:
    """One draft as the index sees it."""

    rare: Bag  # keys weighed by rarity
    plain: Bag  # as they are
    head: Bag  # of headline, dek and the first sentence of the body, as they are

    @property
    def bag(self) -> Mapping[str, float]:
        """What the index looks up."""
        return self.rare.keys


def story(own: Sequence[Passage], weights: Weights) -> Story:
    """A draft as the index sees it."""
    weighed = _bag([weights.bag(passage).keys for passage in own])
    head = [passage.keys for passage in _head(own)]
    return Story(weighed, _bag([passage.keys for passage in own]), _bag(head))


def _head(own: Sequence[Passage]) -> list[Passage]:
    """Headline and dek, and the first sentence of the body."""
    body = next((passage.sentence for passage in own if passage.zone == "body"), -1)
    return [passage for passage in own if passage.zone in ("headline", "dek") or passage.sentence == body]


def _bag(own: Sequence[Mapping[str, float]]) -> Bag:
    count = Counter(chain.from_iterable(own))
    weight: dict[str, float] = {}
    for keys in own:
        weight |= keys
    keys = {key: weight[key] * (1 + math.log(number)) for key, number in count.items()}
    return Bag(keys, length(keys))


def near_drafts(stories: Sequence[Story]) -> Iterator[tuple[int, int]]:
    """Pairs of drafts on one event, each pair once."""
    postings: dict[str, list[int]] = {}
    for at, one in enumerate(stories):
        for key in one.bag:
            postings.setdefault(key, []).append(at)
    seen: set[tuple[int, int]] = set()
    for at, one in enumerate(stories):
        for other in _nearest(at, one, stories, postings):
            pair = (min(at, other), max(at, other))
            if pair not in seen:
                seen.add(pair)
                yield pair


def _nearest(at: int, one: Story, stories: Sequence[Story], postings: Mapping[str, list[int]]) -> list[int]:
    few = len(stories) <= _NEIGHBOURS
    if few:
        candidates = set(range(len(stories))) - {at}
    else:
        keys = sorted((key for key in one.bag if len(postings[key]) > 1), key=lambda key: (len(postings[key]), key))
        votes: Counter[int] = Counter()
        for key in keys[: _KEYS * 4]:
            if len(postings[key]) <= _DRAFTS:
                votes.update(postings[key])
        votes.pop(at, None)
        candidates = {draft for draft, _ in sorted(votes.items(), key=lambda v: (-v[1], v[0]))[: 2 * _NEIGHBOURS]}
    rated = [(_likeness(one, stories[other]), other) for other in candidates]
    near = sorted((-value, other) for value, other in rated if value)
    return [other for _, other in near[:_NEIGHBOURS]]


def _likeness(one: Story, other: Story) -> float:
    """0 to 1: how alike two drafts are; 0 where they are not on one event."""
    rare = cosine(one.rare, other.rare)
    if rare >= _STORY:
        return rare
    plainly = rare >= _LESS and cosine(one.head, other.head) >= _HEADS and cosine(one.plain, other.plain) >= _STORY
    return rare if plainly else 0.0
