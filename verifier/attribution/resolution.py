"""Second mentions and pronouns point at the first full mention of their source.

Each rule of kind ``mention`` names words (or none, for names) and where to look: at a longer form of the name, at
the person, people or thing that spoke last, at the noun before a relative, at the noun a definite phrase repeats.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import reduce
from itertools import islice, pairwise
from operator import or_
from typing import NamedTuple

from verifier.attribution.mentions import MOST, Called, Kit, Names, Range
from verifier.model import Attribution, Draft, Source, Tokens
from verifier.ruleset import Rule
from verifier.spans import Span

_LONGEST, _SHORTEST = 3, 2
"""Of how many words a title before a name is, and an epithet at least."""

# How much speaks for a person when a pronoun asks who was meant.
_SUBJECT, _PERSON, _SPOKE, _TOLD = 2.0, 2.0, 1.5, 1.5
_CLEAR = 0.5  # by how much more than for another: of less, nobody can tell
_OWNER, _OTHER_QUOTE, _FURTHER, _AGAIN = -1.0, -3.0, -1.2, 0.4


def resolve(draft: Draft, attributions: Sequence[Attribution], kit: Kit) -> tuple[Attribution, ...]:
    """The attributions, each second mention with its full first one, the words of it, and the rule that found it."""
    reading = _Reading(draft, kit)
    return tuple(reading.attribution(found) for found in attributions)


class _Candidate(NamedTuple):
    """What speaks for one mention of a name, or one who spoke, wherever the pronoun stands."""

    who: Range  # the first full mention
    told: str
    placed: float = 0.0  # as a subject or an owner
    person: float = 0.0
    plain: bool = False  # a person without a name
    sentence: int = 0  # of the mention
    quoted: bool = False


class _Spoke(NamedTuple):
    """A source as written and as resolved."""

    written: Range
    target: Range


class _Reading:
    """Sources in reading order; ``spoke`` has those before, the latest last."""

    def __init__(self, draft: Draft, kit: Kit) -> None:
        self._kit = kit
        self._draft = draft
        self._tokens: Tokens = draft.tokens
        self._quoted = draft.quotations.within
        self._names = Names(draft, kit)
        self._spoke: list[_Spoke] = []
        self._said: set[str] = set()  # the words of all of these
        self._sentence = draft.tokens.sentence
        # what is worked out once for each name, source or phrase
        self._mentions: dict[Range, _Candidate | None] = {}
        self._sources: dict[Range, _Candidate | None] = {}
        self._heads: dict[Range, tuple[set[str], str, bool]] = {}
        self._told: dict[Range, frozenset[int]] = {}
        self._unsure = False  # whether the person found last is a guess

    def attribution(self, found: Attribution) -> Attribution:
        """An attribution with its source resolved; the same where there is nothing to tell."""
        if found.source is None:
            return found
        source = self.source(found.source)
        return found if source is found.source else Attribution(source, *found[1:])

    def source(self, source: Source) -> Source:
        """A source with what it stands for, where a rule tells."""
        here = self._range(source.span)
        self._unsure = False
        found = self._find(here)
        self._spoke.append(_Spoke(here, found[0] if found else here))
        self._said.update(self._tokens.words[here[0] : here[1]])
        if found is None:
            return source
        target, rule = found
        self._said.update(self._tokens.words[target[0] : target[1]])
        span = self._tokens.span(*target)
        name = self._draft.document.shown(span)
        return source._replace(resolved=span, resolved_name=name, resolved_by=rule.id, unsure=self._unsure)

    def _range(self, span: Span) -> Range:
        first, last = self._tokens.range(span)
        return first, max(first + 1, last)

    def _find(self, here: Range) -> tuple[Range, Rule] | None:
        first, last = here
        tokens = self._tokens
        rule = self._kit.by_word.get(tokens.words[first]) if last - first == 1 else None
        target: Range | None = None
        if rule is not None:
            target = self._antecedent(first) if rule.text("to") == "before" else self._speaker(first, rule)
        elif self._kit.told["names"] in tokens.tags[first:last] and not self._is_epithet(here):
            rule, target = self._kit.surname, self._full(here)
        else:
            rule, target = self._noun(here)
        return (target, rule) if rule is not None and target is not None and target != here else None

    def _noun(self, here: Range) -> tuple[Rule | None, Range | None]:
        """Whom a definite noun means: a source it repeats, who has such a role, or whoever is spoken of."""
        target = self._repeated(here)
        if target is not None:
            return self._kit.definite, target
        target = self._holder(here)
        if target is not None or self._kit.salient is None or not self._is_epithet(here):
            return self._kit.role, target
        return self._kit.salient, self._person(here[0], self._kit.salient.number("back", 2), known=True)

    def _full(self, here: Range) -> Range | None:
        """The first full form of a name that ends in the same word, with what describes it there."""
        names = self._names
        name = names.within(here)
        if name is None or names.owns(name, here[1]):
            return None
        called = names.called(name)
        found = names.form(name, called) if called.length <= 1 else None
        return self._described(found) if found is not None else None

    def _described(self, name: Range) -> Range:
        """A name with the apposition behind it: Ann Lee, a lawyer in Reno."""
        tags, told = self._tokens.tags, self._kit.told
        last = name[1]
        if tags[last : last + 1] == "," and last + 1 < len(tags) and tags[last + 1] in told["describing"]:
            ends = told["description_ends"]
            end = next((at for at in range(last + 1, min(last + 14, len(tags))) if tags[at] in ends), last)
            if tags[end : end + 1] in (",", "."):
                return name[0], end
        return name

    # --- pronouns --------------------------------------------------------------------------------

    def _speaker(self, at: int, rule: Rule) -> Range | None:
        """The person most spoken of, or the group or thing that spoke last, within the sentences the rule says."""
        kind, reach = rule.text("to"), rule.number("back", 3)
        if kind == "person":
            return self._person(at, reach)
        sentence = self._sentence(at)
        for spoke in reversed(self._spoke):
            if sentence - self._sentence(spoke.written[0]) > reach * 2:
                return None
            if spoke.target[0] < at and self._kind(spoke.target) == kind:
                return spoke.target
        return self._pair(at, reach) if kind == "people" else None

    def _pair(self, at: int, reach: int) -> Range | None:
        """The latest two names that a conjunction joins."""
        oldest = self._tokens.sentences[max(0, self._sentence(at) - reach)][0]
        names = self._names.before(at)
        for after, before in pairwise(names):
            if before[0] < oldest:
                break
            if after[0] == before[1] + 1 and self._tokens.tags[before[1]] == self._kit.told["joins"]:
                return before[0], after[1]
        return None

    def _person(self, at: int, reach: int, *, known: bool = False) -> Range | None:
        """Who a pronoun stands for: the heaviest of those named or heard of late, of equals the latest.

        ``known``: only those that a title, first name, verb or cue tells to be persons.
        """
        sentence = self._sentence(at)
        oldest, _ = self._tokens.sentences[max(0, sentence - reach)]
        wanted = self._kit.genders.get(self._tokens.words[at], "")
        starts = self._names.starts
        best: dict[Range, float] = {}
        high = bisect_left(starts, at)
        low = max(bisect_left(starts, oldest), high - MOST)
        for name in reversed(self._names.all[low:high]):
            if not known or self._is_person(name):
                self._weigh(best, name, wanted, at, sentence)
        for spoke in islice(reversed(self._spoke), MOST):
            if spoke.written[0] < oldest:
                break
            self._weigh_speaker(best, spoke, wanted, sentence)
        if not best:
            return None
        weights = sorted(best.values(), reverse=True)
        self._unsure = weights[0] < 0 or (len(weights) > 1 and weights[0] - weights[1] < _CLEAR)
        return self._described(max(best, key=best.__getitem__))

    def _is_person(self, name: Range) -> bool:
        """Whether a title or first name tells that a name is a person's, or it does something."""
        candidate = self._mentions[name] if name in self._mentions else self._mention(name)
        return candidate is not None and max(candidate.person, candidate.placed) > 0

    def _weigh(self, best: dict[Range, float], name: Range, wanted: str, at: int, sentence: int) -> None:
        """A mention adds to the person it names."""
        known = self._mentions[name] if name in self._mentions else self._mention(name)
        if known is None or (told := _agrees(wanted, known.told)) is None:
            return
        weight = _FURTHER * (sentence - known.sentence) + known.placed
        if known.quoted and not self._quoted[at]:
            weight += _OTHER_QUOTE
        weight += known.person + told
        before = best.get(known.who)
        best[known.who] = weight if before is None else max(before, weight) + _AGAIN

    def _weigh_speaker(self, best: dict[Range, float], spoke: _Spoke, wanted: str, sentence: int) -> None:
        """A source adds to the person it names; one without a name that is a person stands for itself."""
        target = spoke.target
        if target not in self._sources:
            self._sources[target] = self._candidate(target)
        known = self._sources[target]
        if known is None or (told := _agrees(wanted, known.told)) is None:
            return
        if known.plain or known.who in best or spoke.written != target:
            weight = _SUBJECT + _PERSON + (0.0 if known.plain else _SPOKE) + told
            weight += _FURTHER * (sentence - self._sentence(spoke.written[0]))
            best[known.who] = max(best.get(known.who, 0), weight)

    def _mention(self, name: Range) -> _Candidate | None:
        """What speaks for one mention of a name; nothing where it is no person's."""
        made = self._mentions[name] = self._named(name, self._names.called(name))
        return made

    def _named(self, name: Range, called: Called) -> _Candidate | None:
        tokens, kit, (first, last) = self._tokens, self._kit, name
        if not called.length or tokens.bits[last - 1] & kit.bodies:
            return None
        bits = tokens.bits[first] if last == first + 1 else reduce(or_, tokens.bits[first:last])
        known = called.told or bits & kit.titles
        if bits & kit.bodies and not known:
            return None
        placed = 0.0
        if tokens.tags[last : last + 1] == kit.told["possessive"]:
            placed = _OWNER
        elif kit.subject.match(tokens.tags, last):
            placed = _SUBJECT
        who = self._names.first(name)
        person = _PERSON if known or self._names.is_person(called.surname) else 0.0
        told = called.told or self._names.gender(name, who)
        return _Candidate(who, told, placed, person, sentence=self._sentence(first), quoted=bool(self._quoted[first]))

    def _candidate(self, target: Range) -> _Candidate | None:
        """Whom a source names, or the person it is without a name; nothing for bodies and things."""
        names = self._names
        name = names.within(target)
        if name is not None:
            who = names.first(name)
            return _Candidate(who, names.gender(who, who))
        return _Candidate(target, names.gender(target, target), plain=True) if self._kind(target) == "person" else None

    def _kind(self, target: Range) -> str:
        tokens, (first, last) = self._tokens, target
        head = tokens.tags[first:last].split(",")[0]
        told = self._kit.told
        if (told["joins"] or "\n") in head or head[-1:] in told["plurals"]:
            return "people"
        bits = 0
        for at in range(first, first + len(head)):
            bits |= tokens.bits[at]
        if bits & self._kit.bodies:
            return "thing"
        return "person" if told["names"] in head or bits & self._kit.persons else "thing"

    # --- nouns -----------------------------------------------------------------------------------

    def _antecedent(self, at: int) -> Range | None:
        """The noun phrase that a relative stands behind."""
        start = self._tokens.sentences[self._sentence(at)][0]
        found = self._kit.antecedent.search(self._tokens.tags, start, at)
        if found is None:
            return None
        last = at - 1 if self._tokens.tags[at - 1] == "," else at
        return found.start(), last

    def _repeated(self, here: Range) -> Range | None:
        """The fuller source of an earlier sentence that has the head of this definite phrase in it."""
        first, last = here
        tokens = self._tokens
        told = self._kit.told
        if tokens.tags[first] != told["determiners"] or last - first > 3 or tokens.tags[last - 1] not in told["heads"]:
            return None
        own = set(tokens.words[first + 1 : last])
        if not own <= self._said and not own <= self._names.words:
            return None
        for written, target in islice(reversed(self._spoke), MOST):
            longer = target[1] - target[0] > last - first
            if longer and (self._says(written, own) or self._says(target, own)):
                return target
        return next((self._described(name) for name in self._names.before(first) if self._says(name, own)), None)

    def _is_epithet(self, here: Range) -> bool:
        """Whether a party, nation or age with the article, and nothing else, stands for somebody: the Republican."""
        first, last = here
        words = self._tokens.words
        if last - first < _SHORTEST or words[first] != self._kit.article:
            return False
        plain = not self._tokens.tags[first + 1 : last - 1].strip(self._kit.told["before_epithet"])
        return plain and bool(self._kit.epithet.fullmatch(words[last - 1]))

    def _holder(self, here: Range) -> Range | None:
        """The latest person before of whom a title or apposition tells the role that a definite noun names."""
        first, last = here
        words = self._tokens.words
        lines = self._kit.roles.get(words[last - 1])
        between = self._tokens.tags[first + 1 : last - 1].strip(self._kit.told["personal"])
        if not lines or words[first] != self._kit.article or between:
            return None
        for name in self._names.before(first):
            who = self._names.first(name)
            if not lines.isdisjoint(self._roles(name)) or not lines.isdisjoint(self._roles(who)):
                return self._described(who)
        return None

    def _roles(self, name: Range) -> frozenset[int]:
        """The roles that the words of a name, its title and its apposition tell."""
        known = self._told.get(name)
        if known is None:
            tokens, roles = self._tokens, self._kit.roles
            first, last = name[0], self._described(name)[1]
            while first and tokens.tags[first - 1] in self._kit.told["titled"] and first > name[0] - _LONGEST:
                first -= 1
            found = [roles[word] for word in tokens.words[first:last] if word in roles]
            known = self._told[name] = frozenset().union(*found)
        return known

    def _says(self, phrase: Range, own: set[str]) -> bool:
        """Whether a phrase has the head of a definite one as its own, and the words before it too."""
        known = self._heads.get(phrase)
        if known is None:
            known = self._heads[phrase] = self._head(*phrase)
        words, head, named = known
        return own <= words and (named or head in own)

    def _head(self, first: int, last: int) -> tuple[set[str], str, bool]:
        """The words of a phrase up to its head, the head, and whether a name is among them."""
        tags = self._tokens.tags[first:last]
        ends = self._kit.head_ends.search(tags, 1)
        words = self._tokens.words[first : first + ends.start() if ends else last]
        return set(words), words[-1], self._kit.told["names"] in tags


def _agrees(wanted: str, told: str) -> float | None:
    """What a gender that is told adds for a pronoun; nothing where it is another."""
    if not wanted or not told:
        return 0.0
    return _TOLD if wanted == told else None
