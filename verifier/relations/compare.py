"""How two claims stand to each other. Each function is one relation and returns why, or nothing.

What the marks of two claims tell is asked first, then their names, and their likeness last: most pairs say nothing.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from verifier.relations.passages import Event, Passage, Stance, State
from verifier.relations.quantities import Quantity, alike
from verifier.relations.weights import Weights

KINDS = frozenset(("conflicts", "degree", "modality", "drift", "corroborates"))
_JUMP = 2  # rungs of a ladder from which two claims drift apart
_SAME_MATTER = 0.10  # likeness from which two claims of one event class and name speak of one event
_LIGHT = 0.45  # the same for classes so common that they make no event by themselves
_FAR = 0.02  # what a sentence between two claims of one draft takes from the weight of their relation
_RUNG = 0.25  # what a rung between them adds to the weight of a drift
_HEADLINE = 0.3  # what a headline adds to it: it is what most people read
_NEGATED = 0.25  # likeness that a “not” in one of two claims needs to deny the other
_FEW = 3  # keys that two claims must share to be one without an event, one of them no name
_SAME_SENTENCE = 0.5  # likeness from which two claims are one even without an event class


class Found(NamedTuple):
    """One relation between two claims, before the best of a topic is chosen."""

    kind: str
    rule: str
    topic: str
    one: Passage
    other: Passage
    why: str
    words: tuple[str, ...]
    weight: float
    alike_by: float = 0.0  # how alike the two claims are, where the kind is corroborates


def shared_names(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    """Heads of names in both; two full names that differ are two people."""
    return {
        head for head, full in one.items() if head in other and (not full or not other[head] or full == other[head])
    }


def one_matter(one: Passage, other: Passage) -> bool:
    """Whether no claim names somebody or some place in the stead of another: it may name more."""
    return one.proper <= other.names.keys() or other.proper <= one.names.keys()


class Two:
    """Two claims side by side; what they have in common is worked out when first asked for."""

    __slots__ = ("_alike_by", "_common", "_weights", "one", "other")

    def __init__(self, one: Passage, other: Passage, weights: Weights) -> None:
        self.one, self.other, self._weights = one, other, weights
        self._alike_by: float | None = None
        self._common: set[str] | None = None

    @property
    def alike_by(self) -> float:
        """0 to 1: how alike the claims are."""
        if self._alike_by is None:
            self._alike_by = self._weights.likeness(self.one, self.other)
        return self._alike_by

    @property
    def common(self) -> set[str]:
        """Heads of names in both."""
        if self._common is None:
            self._common = _common(self.one, self.other)
        return self._common

    def names(self, a: Event, b: Event) -> set[str]:
        """Heads of names that two events have in common; a definite one has those of what it refers back to."""
        return self.common or _common(self.one.before(a) or self.one, self.other.before(b) or self.other)

    def bear(self, a: Event, b: Event) -> bool:
        """Whether two mentions of one class or ladder may be of one event."""
        least = max(_SAME_MATTER, _LIGHT) if a.marker.light else _SAME_MATTER
        return bool(self.names(a, b)) and self.alike_by >= least


def _common(one: Passage, other: Passage) -> set[str]:
    return shared_names(one.names, other.names)


def states(two: Two) -> Iterable[Found]:
    """Two values of one dimension for one name."""
    return _states(two.one, two.other) if _may_differ(two.one, two.other) else ()


def _states(one: Passage, other: Passage) -> Iterator[Found]:
    for a in one.states:
        for b in other.states:
            if a.dimension != b.dimension or a.name != b.name or not a.name:
                continue
            if a.name not in shared_names(one.names, other.names) and one.draft != other.draft:
                continue
            denial = one.denial(a.at) or other.denial(b.at)
            both = one.denial(a.at) and other.denial(b.at)
            if (a.value != b.value) != (denial is not None and not both):
                yield _state_conflict(a, b, one, other, denial)


def _may_differ(one: Passage, other: Passage) -> bool:
    """Whether both leave behind states that cannot both hold, whoever they befall."""
    if not one.effects or not other.effects:
        return False
    denied = bool(one.denying or other.denying)
    for _, _, a in one.effects:
        for _, _, b in other.effects:
            if (denied or a.value != b.value) and a.dimension == b.dimension:
                return True
    return False


def _state_conflict(a: State, b: State, one: Passage, other: Passage, denial: Stance | None) -> Found:
    name = one.show([a.name])[0]
    why = f"{a.title.lower()} (“{a.words}”) against {b.title.lower()} (“{b.words}”), both of “{name}”"
    if denial is not None:
        why += f", one of them under “{denial.words}”"
    weight = 3.0 - 0.05 * (a.distance + b.distance)
    return Found("conflicts", a.rule, f"{a.dimension} of {name}", one, other, why, (a.words, b.words, name), weight)


class _Said(NamedTuple):
    """What two events say alike or differently, before it is known whether they are one."""

    kind: str
    rule: str
    why: str
    words: tuple[str, ...] = ()
    weight: float = 1.0
    topic: str = ""  # where it is not the event class


def events(two: Two, wanted: Collection[str]) -> Iterator[Found]:
    """What two mentions of one event class, beside a common name, say differently or alike."""
    for a in two.one.events:
        for b in two.other.events:
            if a.marker.name == b.marker.name:
                told = _one_event(two, a, b, wanted)
            elif a.marker.ladder and a.marker.ladder == b.marker.ladder and "drift" in wanted:
                told = _rungs(two.one, two.other, a, b)
            else:
                continue
            said = list(told)
            if said and two.bear(a, b):
                for each in said:
                    yield _found(two, a, b, each)


def _found(two: Two, a: Event, b: Event, said: _Said) -> Found:
    topic = said.topic or a.marker.ladder or _title(a)
    words = tuple(dict.fromkeys((a.words, b.words, *said.words, *two.one.show(two.names(a, b)))))
    weight = said.weight + two.alike_by
    return Found(said.kind, said.rule, topic, two.one, two.other, said.why, words, weight, two.alike_by)


def _title(event: Event) -> str:
    return event.marker.title.lower()


def _one_event(two: Two, a: Event, b: Event, wanted: Collection[str]) -> Iterator[_Said]:
    one, other = two.one, two.other
    if a.marker.ladder and (lowest_rung(one, a.marker.ladder) is not a or lowest_rung(other, a.marker.ladder) is not b):
        return
    if one.unsettled or other.unsettled:
        if "corroborates" in wanted:
            yield from _both_unsettled(a, one.unsettled, other.unsettled)
        return
    here, there = one.denial(a.first), other.denial(b.first)
    if (here is None) != (there is None):
        stance = here or there
        if stance and not one.leaves_open(a) and not other.leaves_open(b) and (not stance.near or _meets(two, a, b)):
            why = f"{_title(a)}: stated in one, “{stance.words}” in the other"
            yield _Said("conflicts", stance.rule, why, (stance.words,), 2.0)
        return
    if a.contrasts and b.contrasts:
        yield from _scales(a, b)
    open_one, open_other = one.leaves_open(a), other.leaves_open(b)
    if open_one != open_other:
        if "modality" in wanted:
            yield from _openness(two, a, b, open_one=open_one)
    elif not open_one and "corroborates" in wanted and _are_reports(two):
        yield _Said("corroborates", a.marker.rule, f"{_title(a)}: “{a.words}” and “{b.words}”")


def _meets(two: Two, a: Event, b: Event) -> bool:
    """Whether a “not” in running text denies an event of the other claim."""
    one, other = two.one, two.other
    if not _are_reports(two) or not two.names(a, b):
        return False
    return one_matter(one, other) and two.bear(a, b) and two.alike_by >= _NEGATED


def _are_reports(two: Two) -> bool:
    return two.one.is_report and two.other.is_report


def _openness(two: Two, a: Event, b: Event, *, open_one: bool) -> Iterator[_Said]:
    marked = "reality" in a.contrasts or "reality" in b.contrasts  # “a potential sale”
    if marked or _are_reports(two) or (two.bear(a, b) and two.alike_by >= _SAME_SENTENCE):
        rule, words = _opens(a, two.one) if open_one else _opens(b, two.other)
        why = f"{_title(a)}: settled in one, only possible in the other" + (f" (“{words}”)" if words else "")
        yield _Said("modality", rule, why, (words,) if words else ())


def _opens(event: Event, passage: Passage) -> tuple[str, str]:
    """The rule and words that leave an event open."""
    if "reality" in event.contrasts:
        _, words, rule = event.contrasts["reality"]
        return rule, words
    return passage.hedge


def _both_unsettled(a: Event, here: Stance | None, there: Stance | None) -> Iterator[_Said]:
    if here and there:
        why = f"both leave {_title(a)} open: “{here.words}”, “{there.words}”"
        yield _Said("corroborates", here.rule, why, (here.words, there.words), topic=f"{_title(a)}, left open")


def _scales(a: Event, b: Event) -> Iterator[_Said]:
    for scale, (value, word, rule) in a.contrasts.items():
        theirs = b.contrasts.get(scale)
        if theirs and theirs[0] != value and scale != "reality":
            why = f"{_title(a)}: “{word}” in one, “{theirs[1]}” in the other ({scale})"
            yield _Said("degree", rule, why, (word, theirs[1]), 2.0)


def _rungs(one: Passage, other: Passage, a: Event, b: Event) -> Iterator[_Said]:
    ladder = a.marker.ladder
    jump = abs(a.marker.rung - b.marker.rung)
    if jump < _JUMP or not one.is_report or not other.is_report:
        return
    if lowest_rung(one, ladder) is not a or lowest_rung(other, ladder) is not b:
        return
    if not one.denial(a.first) and not other.denial(b.first):
        titles = f"{_title(a)} against {_title(b)}"
        why = f"“{a.words}” in one, “{b.words}” in the other: {titles}"
        yield _Said("drift", b.marker.rule, why, weight=_RUNG * jump)


def lowest_rung(passage: Passage, ladder: str) -> Event | None:
    """The rung a claim really stands on: in “willing to negotiate a settlement” it is the willingness."""
    lowest: Event | None = None
    for event in passage.events:
        if event.marker.ladder == ladder and (lowest is None or event.marker.rung < lowest.marker.rung):
            lowest = event
    return lowest


def counts(two: Two) -> Iterator[Found]:
    """Numbers of one unit, or days, beside a common event class, that cannot both hold."""
    one, other = two.one, two.other
    if one.classes.isdisjoint(other.classes) or not two.common:
        return
    if not one.numbers or not other.numbers:
        return
    apart = [(a, b) for a, b in alike(one.numbers, other.numbers) if a.kind != "year" and not a.compatible(b)]
    if apart and two.common and two.alike_by >= _SAME_MATTER:
        for a, b in apart:
            if a.kind != "date" or two.alike_by >= _LIGHT:
                yield _number(a, b, one, other, two.alike_by, (a.unit, *one.show(two.common)))


def _number(a: Quantity, b: Quantity, one: Passage, other: Passage, alike_by: float, words: tuple[str, ...]) -> Found:
    if a.kind == "date":
        why, topic = f"{a.told} in one, {b.told} in the other: {a.gap(b):.0f} days apart", "day"
    else:
        share = a.apart(b)
        by = f"{share:.0%} apart" if share < 1 else f"{1 + share:.3g} times as many" if math.isfinite(share) else "none"
        why, topic = f"{a.told} in one, {b.told} in the other: {by}", f"number of {a.unit}"
    return Found("degree", one.page.lexicon.numerals.rule, topic, one, other, why, words, 2.0 + alike_by)


def both(one: Passage, other: Passage) -> str:
    """What their numbers have in common: equal, or such that both may hold."""
    told = []
    for a, b in alike(one.numbers, other.numbers):
        if a.kind == b.kind != "year" and a.compatible(b):
            equal = (a.low, a.high) == (b.low, b.high)
            told.append(f"{a.told} in both" if equal else f"{a.told} and {b.told} may both hold")
    return f"; {', '.join(told)}" if told else ""


def same_sentence(two: Two) -> Iterator[Found]:
    """Claims so alike that they are one, whatever their event; or one of which the other denies."""
    one, other, alike_by = two.one, two.other, two.alike_by
    if alike_by < _SAME_SENTENCE or not two.common:
        return
    shared = [key for key in one.keys if key in other.keys]
    if len(shared) < _FEW or all(key.startswith("n:") for key in shared):
        return
    here, there = one.denial_of(other.keys), other.denial_of(one.keys)
    words = tuple(one.show(two.common))
    if (here is None) != (there is None):
        if _are_reports(two) and alike_by >= _NEGATED and one_matter(one, other):
            yield _denied(one, other, here or there, alike_by)
    elif here is None:
        kind = "corroborates" if one.certainty == other.certainty else "modality"
        why = f"the same words: {', '.join(words)}; likeness {alike_by:.2f}"
        yield Found(kind, "likeness", "likeness", one, other, why, words, alike_by, alike_by)


def headlines(two: Two) -> Iterator[Found]:
    """A headline sums up its story: of two on one event, one that calls it false denies the other."""
    one, other = two.one, two.other
    here, there = one.contrary_to(other.keys), other.contrary_to(one.keys)
    stance, plain = (here, other) if here else (there, one)
    if stance is None or (here and there) or plain.ceases(stance) or any(s.contrary for s in plain.stances):
        return
    yield _denied(one, other, stance, two.alike_by)


def _denied(one: Passage, other: Passage, stance: Stance | None, alike_by: float) -> Found:
    rule, words = (stance.rule, stance.words) if stance else ("", "")
    keys = [key.partition(":") for key in sorted(one.keys) if key in other.keys]
    shown = one.page.names.shown
    shared = [shown(name) if colon else kind for kind, colon, name in keys]
    why = f"stated in one, “{words}” in the other; both have {', '.join(shared)}"
    return Found("conflicts", rule, "likeness", one, other, why, (words, *shared), 1.0 + alike_by)


def pair(one: Passage, other: Passage, weights: Weights, wanted: Collection[str] = KINDS) -> list[Found]:
    """Every relation of two claims, of the kinds that are wanted."""
    two = Two(one, other, weights)
    inside = one.draft == other.draft
    found = list(states(two))
    if inside or two.alike_by >= _SAME_MATTER:
        found += [*events(two, wanted), *counts(two)]
        if not found and not inside:
            found += same_sentence(two)
    if not inside and one.zone == other.zone == "headline" and two.alike_by:
        found = [each for each in found if not each.rule.startswith("stance")] + list(headlines(two))
    return weighed(found, one, other) if found else found


def weighed(found: Iterable[Found], one: Passage, other: Passage) -> list[Found]:
    """The same with what their numbers have in common, and weighed by where they stand."""
    said = both(one, other) if one.numbers and other.numbers else ""
    if said:
        found = [each._replace(why=each.why + said) if each.kind == "corroborates" else each for each in found]
    if one.draft == other.draft:
        apart = abs(one.sentence - other.sentence)
        found = [each._replace(weight=each.weight - _FAR * apart) for each in found]
    if "headline" in (one.zone, other.zone):
        found = [each._replace(weight=each.weight + _HEADLINE) for each in found]
    return list(found)
