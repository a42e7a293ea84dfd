"""Reads the claims of a report into passages: what stands in them, and whom an event befalls."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate

from verifier.corroboration.dateline import dateline
from verifier.corroboration.lexicon import Effect, Lexicon, Marker
from verifier.corroboration.mentions import Mention, Names, in_title_case
from verifier.corroboration.passages import Event, Passage, Stance, State
from verifier.corroboration.quantities import Quantity, quantities
from verifier.model import Certainty, Claim, Commitment, Kind, Match, Report, ZoneKind

_NAME, _NUMBER, _EVENT, _WORD = 2.0, 2.0, 1.3, 1.0  # weights of the keys of a bag
_BESIDE = 2  # words between a “not” and what it turns round
_COUNTED = 4  # words after a number among which what it counts stands
_RIGHT, _LEFT, _NEAR = 24, 10, 6  # how many words from an event the one it befalls may stand


def passages(index: int, report: Report, names: Names, lexicon: Lexicon) -> list[Passage]:
    """Every claim of a report; every sentence of one that has no claims."""
    reader = _Reader(index, report, names, lexicon)
    claims = report.claims or tuple(_sentences(report))
    return _referred([reader.passage(at, claim) for at, claim in enumerate(claims)])


def _hedge(commitment: Commitment, text: str) -> tuple[str, str]:
    rule = commitment.rules[0] if commitment.rules else ""
    return rule, commitment.spans[0].of(text) if commitment.spans else ""


def _referred(read: list[Passage]) -> list[Passage]:
    """Events in claims without names take those of the mention of their class before them: “this withdrawal”."""
    last: dict[str, Mapping[str, str]] = {}
    out = []
    for passage in read:
        events = passage.events
        if events and not passage.proper:
            events = tuple(replace(event, back=last.get(event.marker.name, {})) for event in events)
        last |= {event.marker.name: passage.names for event in events if passage.proper}
        out.append(replace(passage, events=events) if events is not passage.events else passage)
    return out


def _sentences(report: Report) -> Iterable[Claim]:
    for sentence in report.draft.sentences:
        yield Claim(f"S{sentence.index + 1:02}", sentence.span, sentence.index, sentence.zone.kind, Kind.FACT)


def _is_negated(match: Match, negated: Iterable[int]) -> bool:
    """Whether a “not” stands just before a word of denial: “not a hoax” and “did not deny” deny nothing."""
    return any(0 <= match.first - end <= _BESIDE for end in negated)


class _Reader:
    def __init__(self, index: int, report: Report, names: Names, lexicon: Lexicon) -> None:
        self._index, self._report, self._lexicon = index, report, lexicon
        found = names.found[index]
        self._shown = names.shown
        self._dateline = dateline(report, lexicon.numerals, lexicon.word)
        self._tokens = report.draft.tokens
        self._text = report.draft.document.text
        self._names = found
        self._starts = [mention.first for mention, _, _ in found]
        self._titled = [in_title_case(report.draft, lexicon, *bounds) for bounds in self._tokens.sentences]
        markers = lexicon.markers
        self._matches = [m for m in report.matches if m.rule in markers and self._is_told(m, markers[m.rule])]
        self._match_starts = [m.first for m in self._matches]
        self._sources, self._source_ends = self._source_spans()

    def passage(self, at: int, claim: Claim) -> Passage:
        first = bisect_left(self._tokens.starts, claim.span.start)
        last = bisect_left(self._tokens.starts, claim.span.end)
        marks = self._within(first, last)
        names = self._names_within(first, last)
        events = self._events(marks)
        numbers = quantities(self._tokens.words, self._lexicon.numerals, first, last, dateline=self._dateline)
        numbers = tuple(map(self._of_a_thing, numbers))
        assessed = self._report.assessments[at] if at < len(self._report.assessments) else None
        return Passage(
            self._index, at, claim.id, claim.span, claim.sentence, claim.zone, claim.kind,
            names={head: full for _, head, full in names},
            proper=frozenset(head for mention, head, _ in names if mention.proper),
            events=events,
            states=tuple(self._states(marks, claim.sentence, first, last)),
            stances=tuple(self._stances(*self._whole(claim, marks, first, last), claim)),
            numbers=numbers,
            keys=self._keys(first, last, names, events, numbers),
            certainty=assessed.commitment.certainty if assessed else Certainty.CERTAIN,
            hedge=_hedge(assessed.commitment, self._text) if assessed else ("", ""),
            shown=self._shown,
        )  # fmt: skip

    def _source_spans(self) -> tuple[list[int], list[int]]:
        """Where sources begin, in order, and how far those up to there reach."""
        spans = sorted(a.source.span for a in self._report.attributions if a.source is not None and a.supports)
        return [span.start for span in spans], list(accumulate((span.end for span in spans), max))

    def _within(self, first: int, last: int) -> list[tuple[Match, Marker]]:
        low = bisect_left(self._match_starts, first)
        high = bisect_left(self._match_starts, last)
        return [(m, self._lexicon.markers[m.rule]) for m in self._matches[low:high] if m.last <= last]

    def _names_within(self, first: int, last: int) -> list[tuple[Mention, str, str]]:
        low, high = bisect_left(self._starts, first), bisect_left(self._starts, last)
        return [row for row in self._names[low:high] if not self._in_source(row[0])]

    def _in_source(self, mention: Mention) -> bool:
        span = self._tokens.span(mention.first, mention.last)
        before = bisect_right(self._sources, span.start)
        return before > 0 and self._source_ends[before - 1] >= span.end

    def _words(self, match: Match) -> str:
        return match.span.of(self._text)

    def _events(self, marks: Sequence[tuple[Match, Marker]]) -> tuple[Event, ...]:
        contrasts = [(m, marker) for m, marker in marks if marker.kind == "contrast"]
        return tuple(
            Event(marker, m.first, m.last, self._words(m), self._beside(m, contrasts), self._is_noun(m))
            for m, marker in marks
            if marker.kind == "event"
        )

    def _is_noun(self, match: Match) -> bool:
        return match.phrase.endswith("noun>") or self._tokens.tags[match.last - 1] in self._lexicon.nouns

    def _beside(self, event: Match, contrasts: Sequence[tuple[Match, Marker]]) -> dict[str, tuple[str, str, str]]:
        """Words of degree before the event, or after a verb: “withdraw some troops”, “withdrawal of some”."""
        near: dict[str, tuple[str, str, str]] = {}
        reach = self._lexicon.beside
        for match, marker in contrasts:
            before = event.first - match.last
            after = match.first - event.last
            if 0 <= before < reach or 0 <= after <= 1:
                near.setdefault(marker.name, (marker.value, self._words(match), marker.rule))
        return near

    def _states(self, marks: Sequence[tuple[Match, Marker]], sentence: int, first: int, last: int) -> Iterable[State]:
        bounds = self._tokens.sentences[sentence]
        for match, marker in marks:
            for effect in marker.effects:
                for distance, name in self._befallen(match, effect, bounds, (first, last)):
                    yield State(
                        effect.dimension,
                        effect.value,
                        name,
                        marker.rule,
                        self._words(match),
                        marker.title,
                        distance,
                        match.first,
                    )

    def _befallen(
        self, match: Match, effect: Effect, sentence: tuple[int, int], claim: tuple[int, int]
    ) -> list[tuple[int, str]]:
        """The names an effect is said of, each with its distance in words."""
        role = effect.role
        if role == "any":
            return [(0, head) for _, head, _ in self._names_within(*claim)] or [(0, "")]
        if role == "object":
            role = self._object_side(match)
        elif role == "subject":
            role = "before"
        right, left = (partial(side, match, sentence, alone=effect.alone) for side in (self._right, self._left))
        if role == "after":
            return right() or (left() if effect.role == "object" and self._is_bare(match) else [])
        return left() or (right()[:1] if effect.role == "subject" else [])

    def _is_bare(self, match: Match) -> bool:
        """Whether the one it befalls may stand before it without more: “Roe arrested”, “the Roe arrest”."""
        return self._tokens.tags[match.first] in self._lexicon.participle or self._is_noun(match)

    def _object_side(self, match: Match) -> str:
        """Where the one an event befalls stands: after it, and before a passive."""
        lexicon, tags = self._lexicon, self._tokens.tags
        if tags[match.first] in lexicon.participle:
            before = tags[max(0, match.first - 3) : match.first]
            if any(letter in lexicon.auxiliary for letter in before):
                return "before"
        return "after"

    def _of_a_thing(self, number: Quantity) -> Quantity:
        """A count with the last noun after it as its unit (“12 young aid workers”), or none."""
        if number.kind != "count":
            return number
        tags, words, lexicon = self._tokens.tags, self._tokens.words, self._lexicon
        at = number.last
        at += at < len(tags) and words[at] in lexicon.numerals.partitive
        end = min(len(tags), at + _COUNTED)
        while at < end and tags[at] in lexicon.adjectives:
            at += 1
        noun = at
        while noun < end and tags[noun] in lexicon.nouns:
            noun += 1
        return replace(number, unit=words[noun - 1] if noun > at else "")

    def _is_told(self, match: Match, marker: Marker) -> bool:
        """Whether the words are the verb or noun of the class, and no namesake: “to name”, not “her name”."""
        tag = self._tokens.tags[match.first]
        if marker.kind != "event" or match.last - match.first > 1 or self._titled[match.sentence]:
            return True
        return tag in self._lexicon.verbs or (
            tag in self._lexicon.nouns and self._tokens.words[match.first] in marker.nouns
        )

    def _right(self, match: Match, sentence: tuple[int, int], *, alone: bool) -> list[tuple[int, str]]:
        """Names after an event, one near the next, in its clause; for a noun only up to a comma."""
        limit = min(match.last + _RIGHT, sentence[1])
        noun = self._is_noun(match)
        found: list[tuple[int, str]] = []
        end = match.last
        for mention, head, _ in self._names[bisect_left(self._starts, match.last) :]:
            between = self._tokens.words[end : mention.first]
            far = mention.first >= limit or len(between) > _NEAR or (noun and "," in between)
            if far or not self._clear(end, mention.first):
                break
            if not mention.wide and (not alone or self._stands_alone(mention)):
                found.append((mention.first - match.last, head))
            end = mention.last
        return found[:1] if alone else found

    def _left(self, match: Match, sentence: tuple[int, int], *, alone: bool) -> list[tuple[int, str]]:
        limit = max(match.first - _LEFT, sentence[0])
        at = bisect_left(self._starts, match.first)
        near = [
            (match.first - m.last, head)
            for m, head, _ in self._names[max(0, at - 4) : at]
            if m.first >= limit and not m.wide and (not alone or self._stands_alone(m))
        ]
        return near[::-1][:1]

    def _clear(self, first: int, last: int) -> bool:
        """Whether no new clause begins between two tokens."""
        return not any(tag in self._lexicon.finite for tag in self._tokens.tags[first:last])

    def _stands_alone(self, mention: Mention) -> bool:
        """Whether no noun follows a name: it is not part of a longer name of something else."""
        at = mention.last
        return at >= len(self._tokens.tags) or self._tokens.tags[at] not in self._lexicon.nouns

    def _whole(
        self, claim: Claim, marks: Sequence[tuple[Match, Marker]], first: int, last: int
    ) -> tuple[Sequence[tuple[Match, Marker]], int, int]:
        """A headline is read as a whole: “Bridge sold? No, says mayor”."""
        if claim.zone is not ZoneKind.HEADLINE:
            return marks, first, last
        zone = self._report.draft.sentences[claim.sentence].zone.span
        first, last = bisect_left(self._tokens.starts, zone.start), bisect_left(self._tokens.starts, zone.end)
        return self._within(first, last), first, last

    def _stances(self, marks: Sequence[tuple[Match, Marker]], first: int, last: int, claim: Claim) -> Iterable[Stance]:
        negated = [m.last for m, marker in marks if marker.near and marker.name == "denied"]
        for match, marker in marks:
            if marker.kind == "stance" and (marker.near or not _is_negated(match, negated)):
                near = self._is_near(match, marker, claim, last)
                reach = self._reach(match.last, last, marker.reach)
                start, end = (match.last, reach) if near else (first, last)
                keys = frozenset(self._deeds(start, end)) if near else frozenset[str]()
                yield Stance(marker.name, marker.rule, self._words(match), start, end, keys, near)
        for index in claim.attributions:
            one = self._report.attributions[index]
            if one.cue_class == "deny" and one.cue is not None:
                yield Stance("denied", one.rule, one.cue.of(self._text), first, last)

    def _is_near(self, match: Match, marker: Marker, claim: Claim, last: int) -> bool:
        """Whether a stance reaches only what follows: “did not sell the mill” denies the sale, “is not real” all.

        In running text a word like “fake” before a noun speaks of that noun alone.
        """
        following = self._tokens.tags[match.last] if match.last < last else ""
        if marker.near:
            return not following or following not in self._lexicon.adjectives
        running = claim.zone is not ZoneKind.HEADLINE and marker.name == "false"
        return running and bool(following) and following in self._lexicon.nouns

    def _reach(self, first: int, last: int, words: int) -> int:
        """Where the words that a “not” reaches end: at a mark, or after a few."""
        end = min(last, first + words)
        return next((at for at in range(first, end) if not self._tokens.words[at][0].isalnum()), end)

    def _deeds(self, first: int, last: int) -> Iterable[str]:
        """Keys of the words a “not” reaches, but for names: what is denied is a deed and not a person."""
        events = self._events(self._within(first, last))
        keys = self._keys(first, last, self._names_within(first, last), events, ())
        return (key for key in keys if not key.startswith("n:"))

    def _keys(
        self,
        first: int,
        last: int,
        names: Sequence[tuple[Mention, str, str]],
        events: Sequence[Event],
        numbers: Sequence[Quantity],
    ) -> dict[str, float]:
        """The bag of a claim: each name, number, event class and other word of matter, with its weight."""
        bag: dict[str, float] = {}
        taken: set[int] = set()
        for mention, head, _ in names:
            bag["n:" + head] = max(bag.get("n:" + head, 0.0), _NAME if mention.proper else _WORD)
            taken.update(range(mention.first, mention.last))
        for event in events:
            bag["e:" + event.marker.name] = _EVENT
        for number in numbers:
            if number.exact and number.unit:
                bag[f"#:{number.low:g}"] = _NUMBER
                taken.update(range(number.first, number.last))
        words, tags, skip, stem = self._tokens.words, self._tokens.tags, self._lexicon.skip, self._lexicon.stem
        for at in range(first, last):
            if tags[at] not in skip and at not in taken and words[at][0].isalnum():
                bag[stem(words[at])] = _WORD
        return bag
