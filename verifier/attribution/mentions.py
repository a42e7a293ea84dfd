"""What ``resolution.py`` stands on: the mention rules of a pack, made ready once, and the names of a draft."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

from verifier.model import Draft, Tokens, ZoneKind
from verifier.ruleset import Rule, RuleSet

Range: TypeAlias = tuple[int, int]
"""Tokens [first, last)."""

_SEEN = 50_000  # names remembered at most, so that a run over an archive stays flat
_ASIDE = frozenset({ZoneKind.HEADLINE, ZoneKind.DEK, ZoneKind.CAPTION, ZoneKind.BYLINE})
MOST = 60
"""Names and sources looked at before a word: keeps the work in step with the length of the draft."""


class Called(NamedTuple):
    """What the words of a name say of it."""

    surname: str  # the last word that is neither a mark nor behind the surname
    given: str  # the first word behind its titles
    length: int  # in words, titles not counted
    told: str  # the gender that a title, first name or pronoun tells


@dataclass(frozen=True, slots=True)
class Kit:
    """The mention rules of a pack, ready to use."""

    by_word: dict[str, Rule]
    surname: Rule | None
    definite: Rule | None
    role: Rule | None
    roles: Mapping[str, frozenset[int]]  # word → the roles it may stand for
    salient: Rule | None
    article: str
    epithet: re.Pattern[str]  # words behind the that stand for whoever is spoken of
    full: re.Pattern[str]
    antecedent: re.Pattern[str]
    titles: int  # bits of words before a name that are no part of it
    bodies: int  # bits of words that no person's name has
    persons: int  # bits of nouns that are a person
    suffixes: int  # bits of words behind a surname
    no_name: int  # bits of words before or behind a name that are no name of their own
    subject: re.Pattern[str]  # what stands behind a name that is a subject
    head_ends: re.Pattern[str]  # where the head of a phrase has gone by
    tells_more: re.Pattern[str]  # where a clause begins that tells more of a noun phrase
    told: Mapping[str, str]  # classes of words by the part they play: ``mentions`` of the grammar
    genders: dict[str, str]  # word → the list of words that tell a gender it is in
    called: dict[tuple[str, int], Called] = field(default_factory=dict)  # a name as written, and of how many words


def kit_of(rules: RuleSet) -> Kit:
    """The kit of a rule set; its grammar must have ``mentions``."""
    grammar = rules.grammar["mentions"]
    words = {key: str(value) for key, value in grammar.items()} if isinstance(grammar, dict) else {}
    by_word: dict[str, Rule] = {}
    special: dict[str, Rule] = {}
    for rule in rules.of("mention"):
        special[rule.text("to")] = rule
        if rule.text("to") == "salient":
            continue
        for name in rule.words("words"):
            by_word.update((entry[0], rule) for entry in rules.lists[name].entries)
    return Kit(
        by_word=by_word,
        surname=special.get("name"),
        definite=special.get("head"),
        role=special.get("role"),
        roles=_roles(special.get("role")),
        salient=special.get("salient"),
        article=words["article"],
        epithet=_epithet(special.get("salient"), rules),
        full=re.compile(words["full"]),
        antecedent=re.compile(words["antecedent"]),
        titles=rules.mask(words["titles"].split()),
        bodies=rules.mask(words["bodies"].split()),
        persons=rules.mask(words["persons"].split()),
        suffixes=rules.mask(words["suffixes"].split()),
        no_name=rules.mask([*words["titles"].split(), *words["suffixes"].split()]),
        subject=re.compile(words["subject"]),
        head_ends=re.compile(words["head_ends"]),
        tells_more=re.compile(words["tells_more"]),
        told=words,
        genders={
            entry[0]: gender
            for gender, names in (("1", words["masculine"]), ("2", words["feminine"]))
            for name in names.split()
            for entry in rules.lists[name].entries
        },
    )


def _roles(rule: Rule | None) -> Mapping[str, frozenset[int]]:
    """Each word of a rule's roles and the lines it stands in."""
    found: dict[str, set[int]] = {}
    for at, line in enumerate(rule.words("same") if rule else ()):
        for word in line.split():
            found.setdefault(word, set()).add(at)
    return {word: frozenset(lines) for word, lines in found.items()}


def _epithet(rule: Rule | None, rules: RuleSet) -> re.Pattern[str]:
    """The single words of a rule's lists, and those of its shape."""
    if rule is None:
        return re.compile(r"(?!)")
    words = [
        re.escape(entry[0]) for name in rule.words("words") for entry in rules.lists[name].entries if len(entry) == 1
    ]
    return re.compile("|".join([*words, *([rule.text("shape")] if rule.text("shape") else [])]))


class Names:
    """The names of a draft in reading order, and which of them are the full form of others."""

    def __init__(self, draft: Draft, kit: Kit) -> None:
        self._kit = kit
        self._text = draft.document.text
        self._tokens: Tokens = draft.tokens
        self._called: dict[Range, Called] = {}
        self._forms: dict[str, list[Range]] = {}  # surname → full forms, those of the body of the page first
        self._full: dict[tuple[str, str], Range] = {}  # surname, given name → the first of them
        self._sex: dict[str, str] = {}  # surname → the gender a title before it tells
        body, aside = self._read(draft)
        self.all = sorted(body + aside) if aside else body
        self.starts = [start for start, _ in self.all]
        self._ends = [end for _, end in self.all]
        for name in (*body, *aside):
            self._learn(name)

    def _read(self, draft: Draft) -> tuple[list[Range], list[Range]]:
        """The names of the body of the page, and those of headlines and captions."""
        words, genders = self._tokens.words, self._kit.genders
        sentences = self._tokens.sentences
        body: list[Range] = []
        beside: list[Range] = []
        index, end, aside = -1, -1, False  # of the sentence; where it ends in the letters, which have a mark between
        for found in self._kit.full.finditer("\n".join([self._tokens.tags[first:last] for first, last in sentences])):
            first, last = found.span()
            while end < last:
                index += 1
                end = sentences[index][1] + index
                aside = draft.sentences[index].zone.kind in _ASIDE
            first, last = first - index, last - index
            if words[last - 1] in genders or words[first - 1] == ".":
                first, last = self._whole(first, last, sentences[index][1], aside=aside)
            (beside if aside else body).append((first, last))
        return body, beside

    def _whole(self, first: int, last: int, end: int, *, aside: bool) -> Range:
        """A name with a surname that is a common word too: Maria Stone. Headlines write any word with a capital."""
        tokens, genders = self._tokens, self._kit.genders
        if first > 1 and tokens.words[first - 1] == "." and tokens.words[first - 2] in genders:
            return first - 2, last  # a title that opens a sentence
        if aside or last >= end or tokens.words[last - 1] not in genders or self.called((first, last)).length > 1:
            return first, last
        start, words = tokens.starts[last], tokens.bits[last] & self._kit.bodies
        beside = start == tokens.ends[last - 1] + 1
        return (first, last + 1) if beside and not words and self._text[start].isupper() else (first, last)

    def _learn(self, name: Range) -> None:
        """Keep a full form, or the gender told of a surname."""
        first, last = name
        if last - first == 1:
            surname = self._tokens.words[first]
            told = self._kit.genders.get(surname)
        else:
            surname, given, length, told = self.called(name)
            if length > 1:
                self._forms.setdefault(surname, []).append(name)
                self._full.setdefault((surname, given), name)
                return
        if told:
            self._sex.setdefault(surname, told)

    # --- one name --------------------------------------------------------------------------------

    def called(self, name: Range) -> Called:
        """What the words of a name, or of any phrase, say of it; the same words in the same letters say the same."""
        known = self._called.get(name)
        if known is None:
            first, last = name
            words = self._text[self._tokens.starts[first] : self._tokens.ends[last - 1]], last - first
            known = self._kit.called.get(words)
            if known is None:
                if len(self._kit.called) > _SEEN:
                    self._kit.called.clear()
                known = self._kit.called[words] = self._call(first, last)
            self._called[name] = known
        return known

    def _call(self, first: int, last: int) -> Called:
        tokens, text, kit = self._tokens, self._text, self._kit
        words, starts, bits, genders = tokens.words, tokens.starts, tokens.bits, kit.genders
        surname, given, length, told = words[last - 1], "", 0, ""
        for at in range(first, last):
            word, start = words[at], starts[at]
            if word in genders:
                told = told or genders[word]
            # a name of its own: no title, mark or initial, and written with a capital
            if tokens.ends[at] - start > 1 and text[start].isupper() and not bits[at] & kit.no_name:
                given = given or word
                length += 1
        for at in range(last - 1, first - 1, -1):
            if words[at] != "." and not bits[at] & kit.suffixes:
                surname = words[at]
                break
        return Called(surname, given, length, told)

    def first(self, name: Range) -> Range:
        """The first full form of a name, and of a full one with the same given name; else the name itself."""
        called = self.called(name)
        full = self.form(name, called) if called.length <= 1 else self._full.get((called.surname, called.given))
        return full or name

    def form(self, name: Range, called: Called) -> Range | None:
        """The first full form before a short one whose gender does not gainsay its title."""
        for form in self._forms.get(called.surname, ()):
            if form[0] < name[0] and not (called.told and self.called(form).told not in ("", called.told)):
                return form
        return None

    def gender(self, name: Range, who: Range) -> str:
        """The gender that a title, first name or pronoun tells of a name, in its first form, or beside its surname."""
        told = self.called(name).told or (who != name and self.called(who).told) or ""
        if not told and self.within(who):
            told = self._sex.get(self.called(who).surname, "")
        return told

    def is_person(self, surname: str) -> bool:
        """Whether a title or first name elsewhere tells that this surname is a person's."""
        if surname in self._sex:
            return True
        return surname in self._forms and any(self.called(form).told for form in self._forms[surname][:2])

    # --- where names stand -----------------------------------------------------------------------

    def within(self, here: Range) -> Range | None:
        """The first name in or across these words that does more than tell whose the next noun is."""
        at = bisect_right(self._ends, here[0])
        found = None
        while at < len(self.all) and self.starts[at] < here[1]:
            found = self.all[at]
            if not self.owns(found, here[1]):
                break
            at += 1
        return found

    def owns(self, name: Range, end: int) -> bool:
        """Whether a name only tells whose, or which, the noun behind it is."""
        tags = self._tokens.tags
        after = name[1] + (tags[name[1] : name[1] + 1] == self._kit.told["possessive"])
        return after < end and tags[after] in self._kit.told["parts"]

    @cached_property
    def words(self) -> set[str]:
        """The words of all names."""
        return set().union(*[self._tokens.words[first:last] for first, last in self.all])

    def before(self, at: int) -> list[Range]:
        """The names before a word, the latest first, as many as may be weighed."""
        high = bisect_right(self._ends, at)
        return self.all[max(0, high - MOST) : high][::-1]
