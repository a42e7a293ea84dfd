"""What the text commits to: certain, probable, possible, unknown. It never touches strength.

A hedge reaches as far as its ``scope``: ``verb`` the verb group it stands in or before, ``infinitive`` the verb behind
its "to", ``complement`` the clause that follows, ``subject`` its noun and that noun's verb, ``after`` all that follows,
``clause`` its own part of the sentence, ``sentence`` all of it. The least certain of those that reach a word decides.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from verifier.model import Attribution, Certainty, Claim, Commitment, Draft, Kind, Match
from verifier.ruleset import RuleSet
from verifier.spans import Span

if TYPE_CHECKING:
    from verifier.match import Matches

_WIDE = ("after", "sentence")
_LOOSE = ("verb", "clause")
_CHAIN = 3  # verbs through which a hedge may reach a word
_CERTAIN = Commitment(Certainty.CERTAIN)
ORDER = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNKNOWN)
_BY_CLASS = {
    "weak": Certainty.PROBABLE,
    "belief": Certainty.PROBABLE,
    "forecast": Certainty.PROBABLE,
    "distance": Certainty.POSSIBLE,
}


@dataclass(frozen=True, slots=True)
class _Hedge:
    certainty: Certainty
    negative: bool
    band: tuple[int, int] | None
    scope: str
    marks: str


@dataclass(frozen=True, slots=True)
class _Pack:
    hedges: Mapping[str, _Hedge]
    group: frozenset[str]  # letters inside a verb group
    verbs: frozenset[str]
    bounds: frozenset[str]  # letters that end a part of a sentence
    stops: frozenset[str]  # letters that end a sentence or half of it
    complement: frozenset[str]  # letters that end a complement clause
    subject: frozenset[str]  # letters between a subject's determiner and its verb
    object: frozenset[str]  # letters between a verb and its object's determiner
    definite: frozenset[str]
    inner: frozenset[str]  # letters between a determiner and its noun
    known: frozenset[str]  # determiners that take their noun for granted
    nominal: frozenset[str]
    nouns: frozenset[str]
    inside: frozenset[str]  # letters inside a verb group, "to" aside
    infinitive: str
    naming: int  # bits of prepositions behind which an event is only named


def _pack(rules: RuleSet) -> _Pack:
    grammar = rules.grammar["certainty"]
    return _Pack(
        hedges={
            rule.id: _Hedge(
                Certainty(rule.text("certainty", "CT")),
                rule.text("polarity") == "negative",
                rule.pair("band"),
                rule.text("scope"),
                rule.text("marks"),
            )
            for rule in rules.of("hedge")
        },
        group=frozenset(str(grammar["group"])),
        verbs=frozenset(str(grammar["verbs"])),
        bounds=frozenset(str(grammar["bounds"])),
        stops=frozenset(str(grammar["stops"])),
        complement=frozenset(str(grammar["complement"])),
        subject=frozenset(str(grammar["subject"])),
        object=frozenset(str(grammar["object"])),
        definite=frozenset(str(grammar["definite"])),
        inner=frozenset(str(grammar["inner"])),
        known=frozenset(str(grammar["known"]).split()),
        nominal=frozenset(str(grammar["nominal"])),
        nouns=frozenset(str(grammar["nouns"])),
        inside=frozenset(str(grammar["group"])) - {str(grammar["infinitive"])},
        infinitive=str(grammar["infinitive"]),
        naming=rules.bit(str(grammar["naming"])),
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """The commitment at one word, and whether the text denies it."""

    commitment: Commitment
    negative: bool = False


class Hedges:
    """The hedges of one draft, by sentence."""

    def __init__(self, draft: Draft, matches: Matches, rules: RuleSet) -> None:
        self._draft = draft
        self._tokens = draft.tokens
        self._pack = rules.once(_pack)
        self._found: dict[int, list[Match]] = {}
        for match in matches.of_kind("hedge"):
            self._found.setdefault(match.sentence, []).append(match)

    def of_claim(self, claim: Claim, attributions: Sequence[Attribution]) -> Commitment:
        """The commitment of a claim: that of its main word. What is presupposed stays certain."""
        if claim.kind is Kind.PRESUPPOSITION:
            return _CERTAIN
        classes = [_BY_CLASS[one.cue_class] for one in attributions if one.cue_class in _BY_CLASS]
        near = self._found.get(claim.sentence)
        if not near:
            return self._decide((), classes).commitment if classes else _CERTAIN
        cues = [one.cue for one in attributions if one.cue is not None]
        main = self._main(claim.span)
        reaching = self._reaching(near, main)
        found = [match for match in near if self._on_cue(match, cues) or self._touches(match, main)]
        found += [match for match in reaching if match not in found and not self._is_object(match, main)]
        return self._decide(found, classes).commitment if found or classes else _CERTAIN

    def _touches(self, match: Match, main: int) -> bool:
        """Whether a hedge holds the main word, or stands right behind it (“will likely”)."""
        behind = match.first == main + 1 and self._pack.hedges[match.rule].scope in _LOOSE
        return behind or match.first <= main < match.last

    def _main(self, span: Span) -> int:
        """The main word of a claim: its first verb, the last word of the verb group; else its first noun."""
        first = bisect_left(self._tokens.starts, span.start)
        last = bisect_left(self._tokens.starts, span.end)
        tags, pack = self._tokens.tags, self._pack
        main = next((at for at in range(first, last) if tags[at] in pack.verbs), None)
        if main is None:
            return next((at for at in range(first, last) if tags[at] in pack.nouns), first)
        for at in range(main + 1, last):
            if tags[at] in pack.verbs:
                main = at
            elif tags[at] not in pack.inside:
                break
        return main

    def at_token(self, at: int, sentence: int) -> Reading:
        """The commitment at one word, a verb or a noun that names an event."""
        found = self._found.get(sentence, ())
        first, last = self._tokens.sentences[sentence]
        own = self._reaching(found, at)
        if any(self._is_object(match, at) for match in own):
            own = [match for match in own if not self._is_object(match, at)]
            return self._open(self._decide(own, ()))
        if self._is_settled(at, first):
            return self._decide([m for m in own if self._pack.hedges[m.rule].scope in _WIDE], ())
        return self._decide(own, ()) if own else self._unhedged(found, at, (first, last))

    def _unhedged(self, found: Sequence[Match], at: int, bounds: tuple[int, int]) -> Reading:
        """The commitment at a word that no hedge reaches: what is only named, else that of the verb it hangs on."""
        named = self._named(at, bounds[0])
        if named is not Certainty.CERTAIN:
            return Reading(Commitment(named))
        for place in self._governor(at, *bounds):
            there = self._decide([m for m in self._reaching(found, place) if not self._settles(m)], ())
            return self._open(there) if there.negative else there
        return Reading(_CERTAIN)

    def _named(self, at: int, first: int) -> Certainty:
        """What is only meant ("to sing") or only named ("talk of withdrawal")."""
        tags, pack = self._tokens.tags, self._pack
        before = at - 1
        while before >= first and tags[before] in pack.inside:
            before -= 1
        if before < first:
            return Certainty.CERTAIN
        if tags[before] == pack.infinitive:
            return Certainty.POSSIBLE
        return Certainty.PROBABLE if self._tokens.bits[before] & pack.naming else Certainty.CERTAIN

    def _open(self, reading: Reading) -> Reading:
        """The same, left open: neither asserted nor denied."""
        return Reading(replace(reading.commitment, certainty=Certainty.UNKNOWN, band=None))

    def _is_object(self, match: Match, at: int) -> bool:
        """Whether the word is the verb of “gave no reason”: it happened, and it did not."""
        return self._pack.hedges[match.rule].scope == "subject" and at < match.first

    def _settles(self, match: Match) -> bool:
        return self._pack.hedges[match.rule].scope == "subject"

    def _reaching(self, found: Sequence[Match], at: int) -> list[Match]:
        """The hedges that reach a word, and those that reach the verbs through which they do."""
        places, reaching = [at], []
        for place in places:
            for match in found:
                if match not in reaching and self._reaches(match, place):
                    reaching.append(match)
                    if self._pack.hedges[match.rule].scope == "infinitive" and len(places) < _CHAIN:
                        places.append(match.first)
        return reaching

    # --- how far a hedge reaches --------------------------------------------------------------

    def _is_settled(self, at: int, first: int) -> bool:
        """Whether a noun is definite, and so taken for granted whatever its verb says."""
        tags = self._tokens.tags
        if tags[at] not in self._pack.nominal:
            return False
        before = at - 1
        while before >= first and tags[before] in self._pack.inner:
            before -= 1
        definite = before >= first and tags[before] in self._pack.definite
        return definite and self._tokens.words[before] in self._pack.known

    def _governor(self, at: int, first: int, last: int) -> list[int]:
        """The verb a noun hangs on: the next to its left in its part of the sentence, else to its right."""
        tags, pack = self._tokens.tags, self._pack
        if tags[at] not in pack.nominal:
            return []
        for place in range(at - 1, first - 1, -1):
            if tags[place] in pack.bounds:
                break
            if tags[place] in pack.verbs:
                return [place]
        for place in range(at + 1, last if tags[at] in pack.nouns else at):
            if tags[place] in pack.bounds:
                break
            if tags[place] in pack.verbs:
                return [place]
        return []

    def _reaches(self, match: Match, at: int) -> bool:
        scope = self._pack.hedges[match.rule].scope
        if scope == "sentence" or match.first <= at < match.last:
            return scope == "sentence"
        pack, between = self._pack, self._tokens.tags[min(match.last, at + 1) : max(match.first, at)]
        behind = match.last <= at
        if scope in ("verb", "infinitive"):
            return behind and pack.group.issuperset(between)
        if scope == "subject":
            return (pack.subject if behind else pack.object).issuperset(between)
        if scope in ("complement", "after"):
            return behind and (pack.complement if scope == "complement" else pack.stops).isdisjoint(between)
        return pack.bounds.isdisjoint(between)

    def _on_cue(self, match: Match, cues: Sequence[Span]) -> bool:
        return any(cue.overlaps(match.span) for cue in cues)

    def _decide(self, found: Sequence[Match], classes: Sequence[Certainty]) -> Reading:
        hedges = [self._pack.hedges[match.rule] for match in found]
        ranks = [ORDER.index(hedge.certainty) for hedge in hedges] + [ORDER.index(one) for one in classes]
        certainty = ORDER[max(ranks, default=0)]
        telling = [m for m, h in zip(found, hedges, strict=True) if h.certainty is certainty]
        bands = [h.band for h in hedges if h.certainty is certainty and h.band]
        denials = sum(hedge.negative for hedge in hedges)
        commitment = Commitment(
            certainty,
            bands[0] if bands and certainty is not Certainty.CERTAIN else None,
            tuple(match.span for match in telling),
            tuple(dict.fromkeys(match.rule for match in telling)),
        )
        return Reading(commitment, denials % 2 == 1)
