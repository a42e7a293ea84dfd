"""Which word groups, and which classes of words, play which part when attributions are read: the pack tells by name."""

from __future__ import annotations

from dataclasses import dataclass, fields

from verifier.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class Roles:
    """Letters of groups, unless said; ``language/sections.py`` (ATTRIBUTION) tells what each is for."""

    finite: str
    verbs: str
    plain_verb: str
    telling: str
    transitive: str
    raising: str
    infinitive: str
    gerund: str
    participle: str
    noun: str
    named: str
    speaking: str
    objects: str
    joins: str
    contrasts: str
    hangs: str
    loose: str
    leading: str
    joining: str
    clause_openers: str
    as_words: str
    as_before: str
    subordinate: str
    before_quotation: str
    lead_in: str
    heads: str
    literal: str
    before_in: str
    before_there: str
    before_opens: str
    always: str
    article: str  # of words, as those below
    possessive: str
    owner: str
    name: str

    @property
    def nouns(self) -> str:
        """Noun phrases."""
        return self.noun + self.named

    @property
    def nonfinite(self) -> str:
        """-ing forms and participles alone."""
        return self.gerund + self.participle


def roles(rules: RuleSet) -> Roles:
    """The roles that the grammar of a rule set gives."""
    told = rules.grammar["attribution"]
    return Roles(**{field.name: told[field.name] for field in fields(Roles)})
