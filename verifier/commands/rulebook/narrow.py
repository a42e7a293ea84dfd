"""``verify not-a-problem``: a false alarm becomes an example and the narrowest veto that keeps all others true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from shlex import quote

from verifier.commands.rulebook.examples import draft_of, run
from verifier.commands.rulebook.writing import block
from verifier.engine import Engine
from verifier.errors import InputError
from verifier.model import Match, Report
from verifier.ruleset import Examples, PhraseLine, Rule

_WIDEST = 4  # words of the sentence on either side of the match that a veto may name
_SIGNS = frozenset("()|<>~\\")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A rule that no longer holds in one sentence."""

    rule: Rule  # as it would be
    sentence: str
    veto: str

    def document(self) -> str:
        """What to lay over the rule set."""
        return (
            f"rule: {self.rule.id}\nextend: true\nnot_when: |\n{block([self.veto])}"
            f"examples:\n  no_match: |\n{block([self.sentence], indent=4)}"
        )


def narrow(report: Report, claim_id: str, rule: Rule, engine: Engine) -> Narrowing:
    """The veto for the rule's match in a claim; InputError where there is none or none keeps the examples."""
    if not rule.find:
        told = f"“{rule.id}” finds no words of its own ({rule.where}), so no words can be excepted."
        raise InputError(f"{told} {_let_be(report, claim_id, rule)}")
    claim = next((one for one in report.claims if one.id.lower() == claim_id.lower()), None)
    if claim is None:
        known = ", ".join(one.id for one in report.claims[:40])
        raise InputError(f"there is no claim {claim_id} in {report.name}; it has {known}.")
    found = _match_in(report, rule, claim.span.start, claim.span.end, claim.sentence)
    sentence = " ".join(report.draft.sentences[claim.sentence].span.of(report.text).split())
    before = {outcome.example.line for outcome in run(rule, engine) if outcome.wrong}
    for veto in _vetoes(report, found):
        changed = _with(rule, veto, sentence)
        draft = draft_of(sentence, changed, engine)
        gone = not engine.matcher.find_one(draft, changed)
        if gone and not [one for one in run(changed, engine) if one.wrong and one.example.line not in before]:
            return Narrowing(changed, sentence, veto)
    message = f"no veto of up to {_WIDEST} words on either side of “{found.span.of(report.text)}” keeps the examples"
    told = f"{message} of “{rule.id}” true; change the rule itself: {rule.where}."
    raise InputError(f"{told} {_let_be(report, claim_id, rule)}")


def _let_be(report: Report, claim: str, rule: Rule) -> str:
    """The command that leaves this one finding be."""
    draft = quote(report.draft.document.path or report.name)
    return f'Leave this one be: verify dismiss {draft}:{claim} --rule {rule.id} --reason "…"'


def _match_in(report: Report, rule: Rule, start: int, end: int, sentence: int) -> Match:
    inside = [one for one in report.matches if one.rule == rule.id and start <= one.span.start and one.span.end <= end]
    near = inside or [one for one in report.matches if one.rule == rule.id and one.sentence == sentence]
    if not near:
        sentences = {one.sentence for one in report.matches if one.rule == rule.id}
        there = ", ".join(one.id for one in report.claims if one.sentence in sentences)
        told = f"it holds in {there}." if there else "it holds nowhere in this draft."
        raise InputError(f"“{rule.id}” does not hold in that claim; {told}")
    return near[0]


def _vetoes(report: Report, found: Match) -> Iterator[str]:
    """The match with ever more of its neighbours: one on the left, one on the right, both, and so on."""
    tokens = report.draft.tokens
    first, last = tokens.sentences[found.sentence]
    for size in range(1, _WIDEST + 1):
        left = max(first, found.first - size)
        right = min(last, found.last + size)
        for start, end in ((left, found.last), (found.first, right), (left, right)):
            words = tokens.words[start:end]
            if (start, end) != (found.first, found.last) and any(map(str.isalnum, "".join(words))):
                yield " ".join(_escaped(word) for word in words)


def _escaped(word: str) -> str:
    if word.startswith("..."):
        return "\\" + word
    return "".join(f"\\{letter}" if letter in _SIGNS else letter for letter in word)


def _with(rule: Rule, veto: str, sentence: str) -> Rule:
    lines = rule.examples.lines
    added = {**lines, "no_match": (*lines.get("no_match", ()), PhraseLine(sentence, 0))}
    return replace(rule, not_when=(*rule.not_when, PhraseLine(veto, 0)), examples=Examples(added))
