"""One draft judged: which reported claim is which labelled one, and what of it is right.

A reported and a labelled claim are paired by the words they share (token F1 at least .5, best pairs first). A reported
claim that is a part of a labelled one is judged like it; what is neither is spurious. What is judged is the JSON of a
report, the same that every reader gets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from verifier.evaluation.labels import Label, LabelledClaim, LabelledDraft

LEAD = 7  # questions that lead a report which does not say which they are
_PAIRED, _INSIDE = 0.5, 0.8
_WORD = re.compile(r"\w+")
_NOBODY = ("uncited", "hearsay", "own_observation", "evidence_unspecified", "no_comment")  # types that may have no name

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """A row that a reader trips over, or a labelled claim that nothing reported."""

    draft: str
    what: str
    words: str
    shown: str = ""
    wanted: str = ""


@dataclass(slots=True)
class Judged:
    """The counts of one draft, its faults, types taken for others, and what each question rule was worth."""

    name: str
    genre: str
    count: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)


class Judge:
    """Judges reports; ``filler`` are the words of a name that do not tell who it is."""

    def __init__(self, filler: Iterable[str]) -> None:
        self._filler = frozenset(filler)

    def judge(self, draft: LabelledDraft, report: Json) -> Judged:
        """What is right and wrong in the report of one labelled draft."""
        judged = Judged(draft.name, draft.genre)
        shown = [claim for claim in report["claims"] if claim.get("kind") != "none"]
        pairs, inside = _pairs(draft, shown)
        self._missed(draft, set(pairs.values()), judged)
        asked = {name for finding in questions(report) for name in about(finding)}
        verdicts = {}
        for at, claim in enumerate(shown):
            place = pairs.get(at, inside.get(at))
            judged.count["split"] += at not in pairs and place is not None
            verdicts[claim["id"]] = self._row(claim, draft.claims[place] if place is not None else None, report, judged)
            if at in pairs and draft.claims[pairs[at]].label.ask == "must":
                judged.count["asked"] += claim["id"] in asked
        judged.count["must"] += sum(claim.label.ask == "must" for claim in draft.claims)
        _questions(report, verdicts, judged)
        return judged

    def _missed(self, draft: LabelledDraft, found: set[int], judged: Judged) -> None:
        for at, claim in enumerate(draft.claims):
            if not claim.label.optional:
                judged.count["required"] += 1
                if at not in found:
                    judged.count["missed"] += 1
                    judged.faults.append(Fault(draft.name, "missed", draft.text[claim.start : claim.end]))

    def _row(self, claim: Json, wanted: LabelledClaim | None, report: Json, judged: Judged) -> str:
        """One row of the table of claims: its ``ask`` by the labels, or spurious."""
        judged.count["rows"] += 1
        if wanted is None:
            judged.count.update(("spurious", "rows wrong"))
            judged.faults.append(Fault(judged.name, "spurious", claim["text"], claim["type"]))
            return "spurious"
        label, names = wanted.label, shown_names(claim, report)
        right = self._right(claim, label, names)
        judged.count["judged"] += 1
        judged.count.update(what for what, held in right.items() if held)
        judged.count["strict"] += label.strict
        judged.count["strict right"] += label.strict and right["level"]
        if not all(right.values()):
            judged.count["rows wrong"] += 1
            what = " ".join(what for what, held in right.items() if not held)
            got = f"{claim['type']} {claim['level']} {', '.join(names[:1])}"
            want = f"{'/'.join(label.types)} {'/'.join(label.levels)} {', '.join(label.sources[:1])}"
            judged.faults.append(Fault(judged.name, what, claim["text"], got, want))
        if not right["type"]:
            judged.confused[label.types[0], claim["type"]] += 1
        return label.ask

    def _right(self, claim: Json, label: Label, names: Sequence[str]) -> dict[str, bool]:
        level, type_ = claim["level"] in label.levels, claim["type"] in label.types
        source = self.same_source(label, names, claim["type"])
        if claim["level"] == "N/A" and level:  # what is not known has no agreed type
            type_ = source = True
        return {"source": source, "level": level, "type": type_}

    def same_source(self, label: Label, names: Sequence[str], type_: str) -> bool:
        """Whether whoever is shown is one whom the labels accept, or nobody where nobody is named."""
        if not label.sources:
            return type_.startswith(_NOBODY) or not names
        if not names:
            return type_ in label.types and type_.startswith(_NOBODY[:-1])
        return any(self._alike(want, name) for want in label.sources for name in names)

    def _alike(self, one: str, other: str) -> bool:
        a, b = (frozenset(_WORD.findall(name.casefold())) - self._filler for name in (one, other))
        if not a or not b:
            return False
        short, long = sorted((len(a), len(b)))
        if short == 1 and long <= 3 and a & b:
            return True
        return f1(a, b) >= _PAIRED or (short >= 2 and (a <= b or b <= a))


def f1(one: frozenset[Any], other: frozenset[Any]) -> float:
    """The harmonic mean of precision and recall of one set as a guess at the other; 0 to 1."""
    common = len(one & other)
    return 2 * common / (len(one) + len(other)) if common else 0.0


def about(finding: Json) -> Sequence[str]:
    """The ids of the claims that a finding asks about."""
    return finding.get("claims") or ([finding["claim"]] if finding.get("claim") else [])


def questions(report: Json) -> list[Json]:
    """The findings on claims that are put to the reporter: neither notes nor dismissed."""
    return [
        one for one in report["findings"] if about(one) and not one.get("dismissed") and one.get("severity") != "note"
    ]


def shown_names(claim: Json, report: Json) -> list[str]:
    """What a reader sees as the source of a claim: the words in the draft and the name they resolve to."""
    found = []
    for at in claim.get("attributions") or ():
        source = report["attributions"][at].get("source") or {}
        found += [source.get("text"), source.get("name"), (source.get("resolved") or {}).get("name")]
    return [name for name in found if name and name.strip()]


def _pairs(draft: LabelledDraft, shown: Sequence[Json]) -> tuple[dict[int, int], dict[int, int]]:
    """Reported claim → the labelled one it is; reported claim → the labelled one it is a part of."""
    words = [match.start() for match in _WORD.finditer(draft.text)]
    ours = [_words(words, claim["start"], claim["end"]) for claim in shown]
    theirs = [_words(words, claim.start, claim.end) for claim in draft.claims]
    shared = sorted(
        (-f1(one, other), i, j) for i, one in enumerate(ours) for j, other in enumerate(theirs) if one & other
    )
    pairs: dict[int, int] = {}
    for value, i, j in shared:
        if -value >= _PAIRED and i not in pairs and j not in pairs.values():
            pairs[i] = j
    inside = {}
    for i, one in enumerate(ours):
        held = [(len(one & other) / len(one), j) for j, other in enumerate(theirs)] if one else []
        share, place = max(held, default=(0.0, 0))
        if i not in pairs and share >= _INSIDE:
            inside[i] = place
    return pairs, inside


def _words(starts: Sequence[int], start: int, end: int) -> frozenset[int]:
    return frozenset(at for at in starts if start <= at < end)


def _questions(report: Json, verdicts: Mapping[str, str], judged: Judged) -> None:
    """A question is as good as the best of its claims."""
    asked = questions(report)
    places = (report.get("summary") or {}).get("lead")
    lead = asked[:LEAD] if places is None else [report["findings"][at] for at in places]
    for what, bad, found in (("questions", "noise", asked), ("lead", "lead bad", [one for one in lead if about(one)])):
        for finding in found:
            said = {verdicts.get(name, "spurious") for name in about(finding)}
            best = next(ask for ask in ("must", "may", "no", "spurious") if ask in said)
            judged.count[what] += 1
            judged.count[bad] += best in ("no", "spurious")
            if what == "questions":
                judged.rules[finding["rule"], best] += 1
