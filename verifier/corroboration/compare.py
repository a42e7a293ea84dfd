"""How two claims stand to each other. Each function is one relation and returns why, or nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from verifier.corroboration.passages import Event, Passage, Stance, State, dot
from verifier.corroboration.quantities import Quantity, alike
from verifier.model import Kind

_SUMMARY = frozenset(("headline", "dek", "bullet", "closing"))
_WEAK = frozenset((Kind.OPINION, Kind.ANALYSIS, Kind.SPEECH_ACT, Kind.NONE))
_JUMP = 2  # rungs of a ladder from which two claims drift apart
_SAME_MATTER = 0.10  # likeness from which two claims of one event class and name speak of one event
_LIGHT = 0.45  # the same for classes so common that they make no event by themselves
_FAR = 0.02  # what a sentence between two claims of one draft takes from the weight of their relation
_RUNG = 0.25  # what a rung between them adds to the weight of a drift
_HEADLINE = 0.3  # what a headline adds to it: it is what most people read
_NEGATED = 0.25  # likeness that a “not” in one of two claims needs to deny the other
_FEW = 3  # keys that two claims must share to be one without an event, one of them no name
_SAME_SENTENCE = 0.5  # likeness from which two claims are one even without an event class


@dataclass(frozen=True, slots=True)
class Found:
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


def likeness(one: Passage, other: Passage) -> float:
    """Cosine of the bags of two claims, 0 to 1."""
    common = dot(one.keys, other.keys)
    return common / (one.length * other.length) if common else 0.0


def shared_names(one: Mapping[str, str], other: Mapping[str, str]) -> set[str]:
    """Heads of names in both; two full names that differ are two people."""
    return {
        head for head, full in one.items() if head in other and (not full or not other[head] or full == other[head])
    }


def one_matter(one: Passage, other: Passage) -> bool:
    """Whether no claim names somebody or some place in the stead of another: it may name more."""
    return one.proper <= other.names.keys() or other.proper <= one.names.keys()


def states(one: Passage, other: Passage) -> Iterator[Found]:
    """Two values of one dimension for one name."""
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


def _state_conflict(a: State, b: State, one: Passage, other: Passage, denial: Stance | None) -> Found:
    name = one.show([a.name])[0]
    why = f"{a.title.lower()} (“{a.words}”) against {b.title.lower()} (“{b.words}”), both of “{name}”"
    if denial is not None:
        why += f", one of them under “{denial.words}”"
    weight = 3.0 - 0.05 * (a.distance + b.distance)
    return Found("conflicts", a.rule, f"{a.dimension} of {name}", one, other, why, (a.words, b.words, name), weight)


def events(one: Passage, other: Passage, alike_by: float, common: set[str]) -> Iterator[Found]:
    """What two mentions of one event class, beside a common name, say differently or alike."""
    for a in one.events:
        for b in other.events:
            names = common or shared_names(a.back or one.names, b.back or other.names)
            if not names or (a.marker.light and alike_by < _LIGHT):
                continue
            if a.marker.name == b.marker.name:
                yield from _one_event(_Two(a, b, one, other, alike_by, names))
            elif a.marker.ladder and a.marker.ladder == b.marker.ladder:
                yield from _rungs(_Two(a, b, one, other, alike_by, names))


@dataclass(frozen=True, slots=True)
class _Two:
    """Two mentions of events, in their claims."""

    a: Event
    b: Event
    one: Passage
    other: Passage
    alike_by: float
    names: set[str]

    def found(self, kind: str, rule: str, why: str, *words: str, weight: float = 1.0) -> Found:
        topic = self.a.marker.ladder or self.title
        marks = tuple(dict.fromkeys((self.a.words, self.b.words, *words, *self.one.show(self.names))))
        return Found(kind, rule, topic, self.one, self.other, why, marks, weight + self.alike_by, self.alike_by)

    @property
    def title(self) -> str:
        return self.a.marker.title.lower()


def _one_event(two: _Two) -> Iterator[Found]:
    a, b, one, other = two.a, two.b, two.one, two.other
    if a.marker.ladder and (lowest_rung(one, a.marker.ladder) is not a or lowest_rung(other, a.marker.ladder) is not b):
        return
    open_one, open_other = one.leaves_open(a), other.leaves_open(b)
    if one.unsettled or other.unsettled:
        yield from _both_unsettled(two)
        return
    here, there = one.denial(a.first), other.denial(b.first)
    if (here is None) != (there is None):
        stance = here or there
        if stance and not open_one and not open_other and (not stance.near or _meets(one, other, two.alike_by)):
            why = f"{two.title}: stated in one, “{stance.words}” in the other"
            yield two.found("conflicts", stance.rule, why, stance.words, weight=2.0)
        return
    yield from _scales(two)
    marked = "reality" in a.contrasts or "reality" in b.contrasts  # “a potential sale”
    if open_one != open_other and (marked or two.alike_by >= _SAME_SENTENCE or not {one.kind, other.kind} & _WEAK):
        rule, words = _openness(a, one) if open_one else _openness(b, other)
        why = f"{two.title}: settled in one, only possible in the other" + (f" (“{words}”)" if words else "")
        yield two.found("modality", rule, why, *filter(None, [words]))
    elif not open_one and one.kind not in _WEAK and other.kind not in _WEAK:
        yield two.found("corroborates", a.marker.rule, f"{two.title}: “{a.words}” and “{b.words}”")


def _meets(one: Passage, other: Passage, alike_by: float) -> bool:
    """Whether a “not” in running text denies the other claim: both are reports, of one matter, and alike."""
    return alike_by >= _NEGATED and one_matter(one, other) and not {one.kind, other.kind} & _WEAK


def _openness(event: Event, passage: Passage) -> tuple[str, str]:
    """The rule and words that leave an event open."""
    if "reality" in event.contrasts:
        _, words, rule = event.contrasts["reality"]
        return rule, words
    return passage.hedge


def _both_unsettled(two: _Two) -> Iterator[Found]:
    here, there = two.one.unsettled, two.other.unsettled
    if here and there:
        why = f"both leave {two.title} open: “{here.words}”, “{there.words}”"
        found = two.found("corroborates", here.rule, why, here.words, there.words)
        yield replace(found, topic=f"{two.title}, left open")


def _scales(two: _Two) -> Iterator[Found]:
    for scale, (value, word, rule) in two.a.contrasts.items():
        theirs = two.b.contrasts.get(scale)
        if theirs and theirs[0] != value and scale != "reality":
            why = f"{two.title}: “{word}” in one, “{theirs[1]}” in the other ({scale})"
            yield two.found("degree", rule, why, word, theirs[1], weight=2.0)


def _rungs(two: _Two) -> Iterator[Found]:
    a, b, ladder = two.a, two.b, two.a.marker.ladder
    jump = abs(a.marker.rung - b.marker.rung)
    if lowest_rung(two.one, ladder) is not a or lowest_rung(two.other, ladder) is not b or jump < _JUMP:
        return
    if (
        not two.one.denial(a.first)
        and not two.other.denial(b.first)
        and two.one.kind not in _WEAK
        and two.other.kind not in _WEAK
    ):
        titles = f"{a.marker.title.lower()} against {b.marker.title.lower()}"
        why = f"“{a.words}” in one, “{b.words}” in the other: {titles}"
        yield two.found("drift", b.marker.rule, why, weight=_RUNG * jump)


def lowest_rung(passage: Passage, ladder: str) -> Event | None:
    """The rung a claim really stands on: in “willing to negotiate a settlement” it is the willingness."""
    on = [event for event in passage.events if event.marker.ladder == ladder]
    return min(on, key=lambda event: event.marker.rung, default=None)


def counts(one: Passage, other: Passage, alike_by: float, common: set[str]) -> Iterator[Found]:
    """Numbers of one unit, or days, beside a common event class, that cannot both hold."""
    classes = {e.marker.name for e in one.events} & {e.marker.name for e in other.events}
    if not classes or not common:
        return
    for a, b in alike(one.numbers, other.numbers):
        if a.kind == "year" or a.compatible(b) or (a.kind == "date" and alike_by < _LIGHT):
            continue
        yield _number(a, b, one, other, alike_by, (a.unit, *one.show(common)))


def _number(a: Quantity, b: Quantity, one: Passage, other: Passage, alike_by: float, words: tuple[str, ...]) -> Found:
    if a.kind == "date":
        why, topic = f"{a.told} in one, {b.told} in the other: {a.gap(b):.0f} days apart", "day"
    else:
        share = a.apart(b)
        by = f"{share:.0%} apart" if share < 1 else f"{1 + share:.3g} times as many" if math.isfinite(share) else "none"
        why, topic = f"{a.told} in one, {b.told} in the other: {by}", f"number of {a.unit}"
    return Found("degree", "quantities-english", topic, one, other, why, words, 2.0 + alike_by)


def both(one: Passage, other: Passage) -> str:
    """What their numbers have in common: equal, or such that both may hold."""
    told = []
    for a, b in alike(one.numbers, other.numbers):
        if a.kind == b.kind != "year" and a.compatible(b):
            equal = (a.low, a.high) == (b.low, b.high)
            told.append(f"{a.told} in both" if equal else f"{a.told} and {b.told} may both hold")
    return f"; {', '.join(told)}" if told else ""


def same_sentence(one: Passage, other: Passage, alike_by: float, common: set[str]) -> Iterator[Found]:
    """Claims so alike that they are one, whatever their event; or one of which the other denies."""
    shared = [key for key in one.keys if key in other.keys]
    if not common or alike_by < _SAME_SENTENCE or len(shared) < _FEW or all(key.startswith("n:") for key in shared):
        return
    here, there = one.denial_of(other.keys), other.denial_of(one.keys)
    words = tuple(one.show(common))
    if (here is None) != (there is None):
        if _meets(one, other, alike_by):
            yield _denied(one, other, here or there, alike_by)
    elif here is None:
        kind = "corroborates" if one.certainty == other.certainty else "modality"
        why = f"the same words: {', '.join(words)}; likeness {alike_by:.2f}"
        yield Found(kind, "likeness", "likeness", one, other, why, words, alike_by, alike_by)


def headlines(one: Passage, other: Passage, alike_by: float) -> Iterator[Found]:
    """A headline sums up its story: of two on one event, one that calls it false denies the other."""
    here, there = one.contrary_to(other.keys), other.contrary_to(one.keys)
    stance, plain = (here, other) if here else (there, one)
    if stance is None or (here and there) or plain.ceases(stance) or any(s.contrary for s in plain.stances):
        return
    yield _denied(one, other, stance, alike_by)


def _denied(one: Passage, other: Passage, stance: Stance | None, alike_by: float) -> Found:
    rule, words = (stance.rule, stance.words) if stance else ("", "")
    keys = [key.partition(":") for key in sorted(one.keys) if key in other.keys]
    shared = [one.shown.get(name, name) if colon else kind for kind, colon, name in keys]
    why = f"stated in one, “{words}” in the other; both have {', '.join(shared)}"
    return Found("conflicts", rule, "likeness", one, other, why, (words, *shared), 1.0 + alike_by)


def pair(one: Passage, other: Passage) -> list[Found]:
    """Every relation of two claims."""
    found = list(states(one, other)) if one.states and other.states else []
    common = shared_names(one.names, other.names)
    alike_by = likeness(one, other)
    if alike_by >= _SAME_MATTER:
        found += events(one, other, alike_by, common)
        found += counts(one, other, alike_by, common)
        if not found and one.draft != other.draft:
            found += same_sentence(one, other, alike_by, common)
    if alike_by and one.zone == other.zone == "headline" and one.draft != other.draft:
        found = [each for each in found if not each.rule.startswith("stance")] + list(headlines(one, other, alike_by))
    if one.numbers and other.numbers:
        said = both(one, other)
        found = [replace(each, why=each.why + said) if each.kind == "corroborates" else each for each in found]
    if one.draft == other.draft:
        apart = abs(one.sentence - other.sentence)
        found = [replace(each, weight=each.weight - _FAR * apart) for each in found]
    if "headline" in (one.zone, other.zone):
        found = [replace(each, weight=each.weight + _HEADLINE) for each in found]
    return found
