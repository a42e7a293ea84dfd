"""Each claim as this stage sees it, read as far as it is asked: events, states, stances, names, numbers, its bag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from verifier.model import Assessment, Certainty, Kind, Match, ZoneKind
from verifier.relations.befallen import befallen
from verifier.relations.lexicon import Effect, Marker
from verifier.relations.page import Mark, Named, Page
from verifier.relations.quantities import Quantity
from verifier.spans import Span

_WEAK = frozenset((Kind.OPINION, Kind.ANALYSIS, Kind.SPEECH_ACT, Kind.NONE))
_OPEN = frozenset((Certainty.POSSIBLE, Certainty.UNKNOWN))
_NAME, _NUMBER, _EVENT, _WORD = 2.0, 2.0, 1.3, 1.0  # weights of the keys of a bag
_BESIDE = 2  # words between a “not” and what it turns round
_NOTHING: Mapping[str, tuple[str, str, str]] = {}


class Event(NamedTuple):
    """One mention of an event: its class, and the words of degree, time and reality beside it."""

    marker: Marker
    first: int
    last: int
    words: str
    contrasts: Mapping[str, tuple[str, str, str]]  # scale → (value, words, rule)
    noun: bool = False


class State(NamedTuple):
    """What a passage says or presumes of one name: power=out of assad."""

    dimension: str
    value: str
    name: str
    rule: str
    words: str
    title: str
    distance: int = 0
    at: int = 0  # its token


class Stance:
    """Words that deny, doubt or leave open what stands in tokens [first, last)."""

    def __init__(self, page: Page, value: str, rule: str, words: str, reach: tuple[int, int], *, near: bool) -> None:
        self._page = page
        self.value = value  # denied | false | doubted | open
        self.rule, self.words, self.near = rule, words, near
        self.first, self.last = reach
        self.denies = value in ("denied", "false")  # it makes a statement its contrary
        self.contrary = self.denies or value == "doubted"

    @cached_property
    def keys(self) -> frozenset[str]:
        """Keys of the words reached, where it does not reach all of the claim.

        But for names: what is denied is a deed and not a person.
        """
        if not self.near:
            return frozenset()
        page, reach = self._page, (self.first, self.last)
        bag = _bag(page, reach, page.told_within(*reach), _events(page, page.within(*reach)), ())
        return frozenset(key for key in bag if not key.startswith("n:"))


class Passage:
    """One claim, ready to compare."""

    def __init__(self, page: Page, at: int) -> None:
        self.page, self.claim = page, at
        self._claim = claim = page.claims[at]
        self.draft, self.sentence, self.zone, self.kind = page.index, claim.sentence, claim.zone, claim.kind

    @property
    def id(self) -> str:
        """As the report has it."""
        return self._claim.id

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self._claim.span

    @property
    def is_report(self) -> bool:
        """Whether it reports, and neither judges nor speaks."""
        return self.kind not in _WEAK

    # --- what the marks tell, without a name ------------------------------------------------------

    @cached_property
    def bounds(self) -> tuple[int, int]:
        """Its tokens [first, last)."""
        return self.page.bounds(self.claim)

    @cached_property
    def marks(self) -> list[Mark]:
        """What the rules mark in it."""
        return self.page.marks_of(self.claim)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events it mentions, in reading order."""
        return tuple(_events(self.page, self.marks))

    @cached_property
    def classes(self) -> frozenset[str]:
        """The classes of them."""
        return frozenset(event.marker.name for event in self.events)

    @cached_property
    def effects(self) -> list[tuple[Match, Marker, Effect]]:
        """The states that the marks leave behind."""
        return [(match, marker, effect) for match, marker in self.marks for effect in marker.effects]

    @cached_property
    def stances(self) -> tuple[Stance, ...]:
        """What denies, doubts or leaves open something in it; a headline is read whole: “Mill sold? No, says mayor”."""
        page, claim, marks = self.page, self._claim, self.marks
        heads = claim.zone is ZoneKind.HEADLINE
        denials = page.denials and page.denials.intersection(claim.attributions)
        if not heads and not denials and "stance" not in {marker.kind for _, marker in marks}:
            return ()
        bounds = page.of_zone(claim.sentence) if heads else self.bounds
        found = list(_stances(page, page.within(*bounds) if heads else marks, bounds, running=not heads))
        for index in claim.attributions:
            one = page.report.attributions[index]
            if index in denials and one.cue is not None:
                found.append(Stance(page, "denied", one.rule, one.cue.of(page.text), bounds, near=False))
        return tuple(found)

    @cached_property
    def denying(self) -> list[Stance]:
        """Those of the stances that deny."""
        return [stance for stance in self.stances if stance.denies]

    def denial(self, at: int) -> Stance | None:
        """What denies the word at token ``at``, or the whole claim."""
        for stance in self.denying:
            if not stance.near or stance.first <= at < stance.last:
                return stance
        return None

    def denial_of(self, keys: Mapping[str, float]) -> Stance | None:
        """What denies something that a claim with these keys says too."""
        return next((s for s in self.denying if not s.near or not s.keys.isdisjoint(keys)), None)

    def contrary_to(self, keys: Mapping[str, float]) -> Stance | None:
        """What denies or doubts something that a claim with these keys says too."""
        return next((s for s in self.stances if s.contrary and (not s.near or not s.keys.isdisjoint(keys))), None)

    def ceases(self, stance: Stance) -> bool:
        """Whether this claim has someone stop what the stance says is not done: “won't sell”, “to stop selling”."""
        return any(s.value == "ceased" and not s.keys.isdisjoint(stance.keys) for s in self.stances)

    @cached_property
    def unsettled(self) -> Stance | None:
        """What says that it is not known."""
        for stance in self.stances:
            if stance.value == "open":
                return stance
        return None

    @property
    def _assessed(self) -> Assessment | None:
        assessments = self.page.report.assessments
        return assessments[self.claim] if self.claim < len(assessments) else None

    @property
    def certainty(self) -> Certainty:
        """What the text commits to."""
        assessed = self._assessed
        return assessed.commitment.certainty if assessed is not None else Certainty.CERTAIN

    @property
    def hedge(self) -> tuple[str, str]:
        """Rule and words that leave the claim open."""
        assessed = self._assessed
        if assessed is None:
            return "", ""
        rules, spans = assessed.commitment.rules, assessed.commitment.spans
        return rules[0] if rules else "", spans[0].of(self.page.text) if spans else ""

    def leaves_open(self, event: Event) -> bool:
        """Whether the event is only possible. One named by a noun is taken for granted, whatever is said of it."""
        if "reality" in event.contrasts:
            return True
        return not event.noun and self.certainty in _OPEN

    # --- numbers, names and the bag ---------------------------------------------------------------

    @cached_property
    def has_number(self) -> bool:
        """Whether a number or date may stand in it."""
        return self.page.has_number(*self.bounds)

    @cached_property
    def numbers(self) -> tuple[Quantity, ...]:
        """Its numbers and dates."""
        return self.page.numbers(*self.bounds) if self.has_number else ()

    @cached_property
    def _named(self) -> list[Named]:
        return self.page.told_within(*self.bounds)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Head → full name, or nothing where the text gives only the head."""
        return {head: full for _, head, full in self._named}

    @cached_property
    def proper(self) -> frozenset[str]:
        """Heads of names that are no common noun and stand for themselves."""
        return frozenset(head for mention, head, _ in self._named if mention.proper)

    def before(self, event: Event) -> Passage | None:
        """The claim that an event without names refers back to (“this withdrawal”): the last of its class with any."""
        at = None if self.page.has_name(self.claim) else self.page.last_named(event.marker.name, self.claim)
        return None if at is None else Passage(self.page, at)

    def show(self, heads: Iterable[str]) -> list[str]:
        """Names as reports write them, sorted."""
        return sorted({self.page.names.shown(head) for head in heads})

    @cached_property
    def states(self) -> tuple[State, ...]:
        """What it says or presumes of names."""
        rows = [
            (mention, head) for mention, head, _ in self.page.names_within(*self.page.tokens.sentences[self.sentence])
        ]
        here = [head for _, head, _ in self._named] or [""]
        return tuple(
            State(effect.dimension, effect.value, name, marker.rule, match.span.of(self.page.text), marker.title,
                  distance, match.first)
            for match, marker, effect in self.effects
            for distance, name in befallen(self.page, match, effect, rows, here)
        )  # fmt: skip

    @cached_property
    def keys(self) -> dict[str, float]:
        """The bag of a claim: each name, number, event class and other word of matter, with its weight."""
        return _bag(self.page, self.bounds, self._named, self.events, self.numbers)


def _events(page: Page, marks: Sequence[Mark]) -> Iterator[Event]:
    contrasts = [mark for mark in marks if mark[1].kind == "contrast"]
    for match, marker in marks:
        if marker.kind == "event":
            beside = _beside(page, match, contrasts) if contrasts else _NOTHING
            yield Event(marker, match.first, match.last, match.span.of(page.text), beside, page.is_noun(match))


def _beside(page: Page, event: Match, contrasts: Sequence[Mark]) -> dict[str, tuple[str, str, str]]:
    """Words of degree before the event, or after a verb: “withdraw some troops”, “withdrawal of some”."""
    near: dict[str, tuple[str, str, str]] = {}
    for match, marker in contrasts:
        before = event.first - match.last
        after = match.first - event.last
        if 0 <= before < page.lexicon.beside or 0 <= after <= 1:
            near.setdefault(marker.name, (marker.value, match.span.of(page.text), marker.rule))
    return near


def _stances(page: Page, marks: Sequence[Mark], bounds: tuple[int, int], *, running: bool) -> Iterator[Stance]:
    told = [mark for mark in marks if mark[1].kind == "stance"]
    negated = [match.last for match, marker in told if marker.near and marker.name == "denied"]
    for match, marker in told:
        if marker.near or not _is_negated(match, negated):
            near = _is_near(page, match, marker, bounds[1], running=running)
            reach = (match.last, _reach(page, match.last, bounds[1], marker.reach)) if near else bounds
            yield Stance(page, marker.name, marker.rule, match.span.of(page.text), reach, near=near)


def _is_negated(match: Match, negated: Iterable[int]) -> bool:
    """Whether a “not” stands just before a word of denial: “not a hoax” and “did not deny” deny nothing."""
    return any(0 <= match.first - end <= _BESIDE for end in negated)


def _is_near(page: Page, match: Match, marker: Marker, last: int, *, running: bool) -> bool:
    """Whether a stance reaches only what follows: “did not sell the mill” denies the sale, “is not real” all.

    In running text a word like “fake” before a noun speaks of that noun alone.
    """
    following = page.tokens.tags[match.last] if match.last < last else ""
    if marker.near:
        return not following or following not in page.lexicon.adjectives
    return running and marker.name == "false" and bool(following) and following in page.lexicon.nouns


def _reach(page: Page, first: int, last: int, words: int) -> int:
    """Where the words that a “not” reaches end: at a mark, or after a few."""
    end = min(last, first + words)
    return next((at for at in range(first, end) if not page.tokens.words[at][0].isalnum()), end)


def _bag(
    page: Page, bounds: tuple[int, int], names: Sequence[Named], events: Iterable[Event], numbers: Iterable[Quantity]
) -> dict[str, float]:
    first, last = bounds
    bag: dict[str, float] = {}
    stems = page.stems(first, last)
    for mention, head, _ in names:
        key = "n:" + head
        bag[key] = _NAME if mention.proper else max(bag.get(key, 0.0), _WORD)
        for at in range(mention.first, min(mention.last, last)):
            stems[at - first] = ""
    for event in events:
        bag["e:" + event.marker.name] = _EVENT
    for key, number in number_keys(numbers):
        bag[key] = _NUMBER
        for at in range(number.first, min(number.last, last)):
            stems[at - first] = ""
    bag |= dict.fromkeys(stems, _WORD)
    bag.pop("", None)
    return bag


def number_keys(numbers: Iterable[Quantity]) -> list[tuple[str, Quantity]]:
    """The numbers that tell something of a matter, each with its key."""
    return [(f"#:{number.low:g}", number) for number in numbers if number.exact and number.unit]
