"""What the text commits to: certain, probable, possible, unknown. It never touches strength.

A hedge reaches as far as its ``scope``: ``verb`` the verb group it stands in or before, ``infinitive`` the verb behind
its "to", ``complement`` the clause that follows, ``subject`` its noun and that noun's verb, ``after`` all that follows,
``clause`` its own part of the sentence, ``sentence`` all of it. The least certain of those that reach a word decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verifier.model import Certainty, Claim, Commitment, Draft, Kind, Match
from verifier.ruleset import Rule, RuleSet

if TYPE_CHECKING:
    from verifier.matching.match import Matches

_WIDE = ("after", "sentence")
_CHAIN = 3  # verbs through which a hedge may reach a word
_Test = Callable[[str], bool]  # asked of the letters between a hedge and a word
ORDER = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNKNOWN)
_PLAIN = tuple(Commitment(certainty) for certainty in ORDER)
_CERTAIN = _PLAIN[0]


@dataclass(frozen=True, slots=True)
class _Hedge:
    rank: int  # of its certainty in ORDER
    negative: bool
    band: tuple[int, int] | None
    scope: str
    behind: _Test | None  # whether it reaches a word behind it; None: never
    before: _Test | None


_Found = tuple[int, int, _Hedge, Match]  # a hedge in the tokens [first, last)


@dataclass(frozen=True, slots=True)
class Pack:
    """The hedges of a rule set, and the word classes that tell how far they reach."""

    hedges: Mapping[str, _Hedge]
    main_verb: re.Pattern[str]  # letters up to the end of the first verb group
    main_noun: re.Pattern[str]  # letters up to the first noun
    verbs: frozenset[str]
    bounds: frozenset[str]  # letters that end a part of a sentence
    definite: frozenset[str]
    inner: frozenset[str]  # letters between a determiner and its noun
    known: frozenset[str]  # determiners that take their noun for granted
    nominal: frozenset[str]
    nouns: frozenset[str]
    inside: frozenset[str]  # letters inside a verb group, "to" aside
    infinitive: str
    naming: int  # bits of prepositions behind which an event is only named


def pack(rules: RuleSet) -> Pack:
    """What the rules and the grammar say of certainty, ready to use."""
    grammar = rules.grammar["certainty"]
    letters = {name: frozenset(str(value)) for name, value in grammar.items()}
    reach = _reach(letters)
    verbs, inside = letters["verbs"], letters["group"] - {str(grammar["infinitive"])}
    return Pack(
        hedges={rule.id: _hedge(rule, reach) for rule in rules.of("hedge")},
        main_verb=re.compile("{1}*+{0}(?:{2}*+{0})*+".format(*_classes(verbs), _classes(inside - verbs)[0])),
        main_noun=re.compile("{1}*+{0}".format(*_classes(letters["nouns"]))),
        verbs=verbs,
        bounds=letters["bounds"],
        definite=letters["definite"],
        inner=letters["inner"],
        known=frozenset(str(grammar["known"]).split()),
        nominal=letters["nominal"],
        nouns=letters["nouns"],
        inside=inside,
        infinitive=str(grammar["infinitive"]),
        naming=rules.mask(str(grammar["naming"]).split()),
    )


def _classes(letters: frozenset[str]) -> tuple[str, str]:
    """Any of these letters, and any but these, as classes of a pattern."""
    escaped = re.escape("".join(sorted(letters)))
    return (f"[{escaped}]", f"[^{escaped}]") if letters else ("(?!)", "(?s:.)")


def _reach(letters: Mapping[str, frozenset[str]]) -> dict[str, tuple[_Test | None, _Test | None]]:
    """Scope → what the letters must be between a hedge and a word behind it, and before it.

    ``group`` are letters inside a verb group; ``subject`` between a subject's determiner and its verb; ``object``
    between a verb and its object's determiner; ``complement`` end a complement clause, ``stops`` a sentence or half of
    it, ``bounds`` a part of it.
    """
    group, clause = letters["group"].issuperset, letters["bounds"].isdisjoint
    return {
        "verb": (group, None),
        "infinitive": (group, None),
        "subject": (letters["subject"].issuperset, letters["object"].issuperset),
        "complement": (letters["complement"].isdisjoint, None),
        "after": (letters["stops"].isdisjoint, None),
        "clause": (clause, clause),
    }


def _hedge(rule: Rule, reach: Mapping[str, tuple[_Test | None, _Test | None]]) -> _Hedge:
    scope = rule.text("scope")
    behind, before = reach.get(scope, reach["clause"])
    rank = ORDER.index(Certainty(rule.text("certainty", "CT")))
    return _Hedge(rank, rule.text("polarity") == "negative", rule.pair("band"), scope, behind, before)


class Hedges:
    """The hedges of one draft, by sentence."""

    def __init__(self, draft: Draft, matches: Matches, pack: Pack) -> None:
        self._tokens = draft.tokens
        self._pack = pack
        self._found: dict[int, list[_Found]] = {}
        for match in matches.of_kind("hedge"):
            found = match.first, match.last, self._pack.hedges[match.rule], match
            self._found.setdefault(match.sentence, []).append(found)

    def of_claim(self, claim: Claim) -> Commitment:
        """The commitment of a claim: that of its main word. What is presupposed stays certain."""
        if claim.kind is Kind.PRESUPPOSITION:
            return _CERTAIN
        return self.at_token(self.main_word(claim), claim.sentence)

    def main_word(self, claim: Claim) -> int:
        """The token that decides: a claim's first verb, the last word of its verb group; else its first noun."""
        tags = self._tokens.tags
        first, last = self._tokens.range(claim.span, *self._tokens.sentences[claim.sentence])
        main = self._pack.main_verb.match(tags, first, last) or self._pack.main_noun.match(tags, first, last)
        return main.end() - 1 if main else first

    def at_token(self, at: int, sentence: int) -> Commitment:
        """The commitment at one word, a verb or a noun that names an event."""
        found = self._found.get(sentence, ())
        first, last = self._tokens.sentences[sentence]
        own = self._reaching(found, at)
        if any(_is_object(one, at) for one in own):
            return _open(_decide([one for one in own if not _is_object(one, at)]))
        if self._is_settled(at, first):
            return _decide([one for one in own if one[2].scope in _WIDE])
        return _decide(own) if own else self._unhedged(found, at, (first, last))

    def _unhedged(self, found: Sequence[_Found], at: int, bounds: tuple[int, int]) -> Commitment:
        """The commitment at a word that no hedge reaches: what is only named, else that of the verb it hangs on."""
        named = self._named(at, bounds[0])
        if named is not Certainty.CERTAIN:
            return _PLAIN[ORDER.index(named)]
        for place in self._governor(at, *bounds):
            there = _decide([one for one in self._reaching(found, place) if one[2].scope != "subject"])
            return _open(there) if there.negative else there
        return _CERTAIN

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

    def _reaching(self, found: Sequence[_Found], at: int) -> list[_Found]:
        """The hedges that reach a word, and those that reach the verbs through which they do."""
        tags, places, reaching = self._tokens.tags, [at], []
        for place in places:
            for one in found:
                first, last, hedge, _ = one
                if last <= place:
                    reaches = hedge.behind and hedge.behind(tags[last:place])
                elif place < first:
                    reaches = hedge.before and hedge.before(tags[place + 1 : first])
                else:
                    reaches = False
                if (reaches or hedge.scope == "sentence") and one not in reaching:
                    reaching.append(one)
                    if hedge.scope == "infinitive" and len(places) < _CHAIN:
                        places.append(first)
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


def _is_object(one: _Found, at: int) -> bool:
    """Whether the word is the verb of “gave no reason”: it happened, and it did not."""
    return at < one[0] and one[2].scope == "subject"


def _open(commitment: Commitment) -> Commitment:
    """The same, left open: neither asserted nor denied."""
    return commitment._replace(certainty=Certainty.UNKNOWN, band=None, negative=False)


def _decide(found: Sequence[_Found]) -> Commitment:
    """What some hedges together make of a word: the least certain of them; two denials are none.

    Named are the hedges that say so, and those that deny where the word is denied.
    """
    if not found:
        return _CERTAIN
    rank = max([hedge.rank for _, _, hedge, _ in found])
    negative = sum([hedge.negative for _, _, hedge, _ in found]) % 2 == 1
    telling = [
        (hedge.band, match) for _, _, hedge, match in found if hedge.rank == rank or (negative and hedge.negative)
    ]
    bands = [band for band, _ in telling if band] if rank else ()
    spans = tuple([match.span for _, match in telling])
    rules = tuple(dict.fromkeys([match.rule for _, match in telling]))
    return Commitment(ORDER[rank], bands[0] if bands else None, spans, rules, negative)
