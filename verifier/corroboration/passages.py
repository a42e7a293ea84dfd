"""Each claim as this stage sees it: names, events, states, numbers, stance, and a bag of weighted keys."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from verifier.corroboration.lexicon import Marker
from verifier.corroboration.quantities import Quantity
from verifier.model import Certainty, Kind, ZoneKind
from verifier.spans import Span

_OPEN = frozenset((Certainty.POSSIBLE, Certainty.UNKNOWN))


@dataclass(frozen=True, slots=True)
class Event:
    """One mention of an event: its class, the names beside it, and the words of degree, time and reality."""

    marker: Marker
    first: int
    last: int
    words: str
    contrasts: Mapping[str, tuple[str, str, str]]  # scale → (value, words, rule)
    noun: bool = False
    back: Mapping[str, str] = field(default_factory=dict)  # names of the mention a definite one refers back to


@dataclass(frozen=True, slots=True)
class State:
    """What a passage says or presumes of one name: power=out of assad."""

    dimension: str
    value: str
    name: str
    rule: str
    words: str
    title: str
    distance: int = 0
    at: int = 0  # its token


@dataclass(frozen=True, slots=True)
class Stance:
    """Words that deny, doubt or leave open what stands in tokens [first, last)."""

    value: str  # denied | false | doubted | open
    rule: str
    words: str
    first: int
    last: int
    keys: frozenset[str] = frozenset()  # of the words reached, where it does not reach all of the claim
    near: bool = False

    @property
    def denies(self) -> bool:
        """Whether it makes a statement its contrary."""
        return self.value in ("denied", "false")

    @property
    def contrary(self) -> bool:
        """Whether it denies or doubts a statement."""
        return self.value in ("denied", "false", "doubted")


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One claim, ready to compare."""

    draft: int
    claim: int
    id: str
    span: Span
    sentence: int
    zone: ZoneKind
    kind: Kind
    names: Mapping[str, str]  # head → full name, or nothing where the text gives only the head
    proper: frozenset[str]  # heads of names that are no common noun and stand for themselves
    events: tuple[Event, ...]
    states: tuple[State, ...]
    stances: tuple[Stance, ...]
    numbers: tuple[Quantity, ...]
    keys: Mapping[str, float]
    certainty: Certainty
    length: float = 0.0  # of the bag
    hedge: tuple[str, str] = ("", "")  # rule and words that leave the claim open
    shown: Mapping[str, str] = field(default_factory=dict)  # how reports write a head; one for all drafts

    def show(self, heads: Iterable[str]) -> list[str]:
        """Names as reports write them, sorted."""
        return sorted({self.shown.get(head, head) for head in heads})

    def denial(self, at: int) -> Stance | None:
        """What denies the word at token ``at``, or the whole claim."""
        return next((s for s in self.stances if s.denies and (not s.near or s.first <= at < s.last)), None)

    def denial_of(self, keys: Mapping[str, float]) -> Stance | None:
        """What denies something that a claim with these keys says too."""
        return next((s for s in self.stances if s.denies and (not s.near or not s.keys.isdisjoint(keys))), None)

    def contrary_to(self, keys: Mapping[str, float]) -> Stance | None:
        """What denies or doubts something that a claim with these keys says too."""
        return next((s for s in self.stances if s.contrary and (not s.near or not s.keys.isdisjoint(keys))), None)

    def ceases(self, stance: Stance) -> bool:
        """Whether this claim has someone stop what the stance says is not done: “won't sell”, “to stop selling”."""
        return any(s.value == "ceased" and not s.keys.isdisjoint(stance.keys) for s in self.stances)

    @property
    def unsettled(self) -> Stance | None:
        """What says that it is not known."""
        return next((s for s in self.stances if s.value == "open"), None)

    def leaves_open(self, event: Event) -> bool:
        """Whether the event is only possible. One named by a noun is taken for granted, whatever is said of it."""
        if "reality" in event.contrasts:
            return True
        return not event.noun and self.certainty in _OPEN


def weighed(read: Sequence[Passage], rarity: Mapping[str, float]) -> list[Passage]:
    """The same with each key weighed by its rarity among the drafts compared."""
    out = []
    for passage in read:
        keys = {key: value * rarity.get(key, 1.0) for key, value in passage.keys.items()}
        out.append(replace(passage, keys=keys, length=length(keys)))
    return out


def length(bag: Mapping[str, float]) -> float:
    """The length of a bag as a vector."""
    return math.sqrt(sum(value * value for value in bag.values()))


def dot(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """What two bags have in common."""
    if len(other) < len(one):
        one, other = other, one
    return sum([value * other[key] for key, value in one.items() if key in other])
