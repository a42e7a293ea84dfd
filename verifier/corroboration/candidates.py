"""Which drafts may speak of one event: an index of rare keys, so that time grows with the drafts and not the pairs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from verifier.corroboration.passages import Passage, dot, length, weighed

_STORY = 0.30  # likeness from which two drafts are on one event, its keys weighed by rarity or not
_HEADS = 0.25  # likeness that their heads must have where the keys are not weighed
_LESS = 0.10  # likeness by rare keys under which the rest is not looked at
_KEYS = 12  # rarest keys of a draft that the index looks up
_DRAFTS = 60  # drafts a key may stand in and still be looked up
_NEIGHBOURS = 20  # most alike drafts that one draft is compared with
_MANY = 12  # claims from which rarity is counted; fewer tell nothing of it


@dataclass(frozen=True, slots=True)
class Bag:
    """Keys with their weights, and the length of it all."""

    keys: Mapping[str, float]
    length: float


_NOTHING = Bag({}, 0.0)


@dataclass(frozen=True, slots=True)
class Story:
    """One draft as the index sees it."""

    index: int
    passages: Sequence[Passage]
    rare: Bag  # keys weighed by rarity
    plain: Bag  # as they are
    head: Bag  # of headline, dek and the first sentence of the body, as they are

    @property
    def bag(self) -> Mapping[str, float]:
        """What the index looks up."""
        return self.rare.keys


def rarity_of(read: Sequence[Sequence[Passage]]) -> dict[str, float]:
    """How rare each key is among the claims compared: 1 for a key of one claim, less for what all speak of."""
    claims = [passage for own in read for passage in own]
    if len(claims) < _MANY:
        return {}
    count = Counter(chain.from_iterable(passage.keys for passage in claims))
    top = math.log(1 + len(claims))
    weight = {number: math.log(1 + len(claims) / number) / top for number in set(count.values())}
    return {key: weight[number] for key, number in count.items()}


def story(index: int, own: Sequence[Passage], rarity: Mapping[str, float], *, alone: bool = False) -> Story:
    """A draft of claims not yet weighed; those of the story are.

    ``alone``: there is no other draft to ask for its bags, and claims without event or state bear on no other.
    """
    if alone:
        claims = weighed([passage for passage in own if passage.events or passage.states], rarity)
        return Story(index, claims, _NOTHING, _NOTHING, _NOTHING)
    claims = weighed(own, rarity)
    return Story(index, claims, _bag(claims), _bag(own), _bag(_head(own)))


def _head(own: Sequence[Passage]) -> list[Passage]:
    """Headline and dek, and the first sentence of the body."""
    body = next((passage.sentence for passage in own if passage.zone == "body"), -1)
    return [passage for passage in own if passage.zone in ("headline", "dek") or passage.sentence == body]


def _bag(own: Sequence[Passage]) -> Bag:
    count: Counter[str] = Counter()
    weight: dict[str, float] = {}
    for passage in own:
        for key, value in passage.keys.items():
            count[key] += 1
            weight[key] = value
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
    rare = _cosine(one.rare, other.rare)
    if rare >= _STORY:
        return rare
    plainly = rare >= _LESS and _cosine(one.head, other.head) >= _HEADS and _cosine(one.plain, other.plain) >= _STORY
    return rare if plainly else 0.0


def _cosine(one: Bag, other: Bag) -> float:
    common = dot(one.keys, other.keys)
    return common / (one.length * other.length) if common else 0.0
