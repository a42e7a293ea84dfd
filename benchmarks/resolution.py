#!/usr/bin/env python3
"""Who a second mention stands for: ours against labels made by hand.

    python benchmarks/resolution.py [--errors]

Second mentions (pronouns, a surname alone, "the official") were drawn at random from the sources of PolNeAR train and
the full earlier mention of each labelled by hand; benchmarks/data/resolution.jsonl holds places only. ``first`` has
every place before where the full form stands, none where the words stand for nothing earlier ("aides"). Our stages are
handed the gold source. Right: what we point at is one of those places, titles and what describes it left aside. The
floor takes the nearest name before, of two words or more. Half of the labels was looked at while the rules were
mended; the other half only counted.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
LABELS = ROOT / "benchmarks" / "data" / "resolution.jsonl"
TITLE = 40  # characters a title may put before a name
LEAST = 2  # words of a full name

from polnear import TRAIN, sentence_at, texts  # noqa: E402

from verifier import ruleset  # noqa: E402
from verifier.engine import Engine  # noqa: E402
from verifier.model import Attribution, Draft, Source  # noqa: E402
from verifier.reading import from_text  # noqa: E402
from verifier.spans import Span  # noqa: E402


def ours(draft: Draft, labels: list[dict], engine: Engine) -> list[tuple[Span | None, str]]:
    """What each labelled source stands for by our rules, and the rule that says so."""
    text = draft.document.text
    places = {Span(*label["source"]) for label in labels}
    own = [
        one
        for one in engine.attributor.found(draft)
        if not (one.source and any(one.source.span.overlaps(span) for span in places))
    ]
    gold = [
        Attribution(Source(span, span.of(text)), None, (), sentence_at(draft, span.start), "gold") for span in places
    ]
    ordered = sorted([*own, *gold], key=lambda one: one.source.span.start if one.source else -1)
    found = {one.source.span: one.source for one in engine.attributor.resolved(draft, ordered) if one.source}
    answers = [found[Span(*label["source"])] for label in labels]
    return [(answer.resolved, answer.resolved_by) for answer in answers]


def nearest(draft: Draft, place: int, name: str) -> Span | None:
    """The floor: the nearest name before, of two words or more, by capitals alone; ``name`` is the letter of names."""
    tokens = draft.tokens
    last = None
    for at, start in enumerate(tokens.starts):
        if start >= place:
            break
        if tokens.tags[at] == name:
            first = at
            while first and tokens.tags[first - 1] == name:
                first -= 1
            if at + 1 - first >= LEAST:
                last = tokens.span(first, at + 1)
    return last


def right(text: str, answer: Span | None, wanted: Sequence[Sequence[int]]) -> bool:
    """Whether an answer names one of the places, up to a title before it and what describes it behind."""
    if answer is None or not wanted:
        return answer is None and not wanted
    for start, end in wanted:
        near = answer.start <= end and start - TITLE <= answer.start <= end
        rest = text[end : answer.end]
        if near and answer.end >= end and (not rest or rest.lstrip()[:1] in ",(-—"):
            return True
    return False


def share(rows: list[tuple[bool, bool]]) -> str:
    mine, low = (100 * sum(column) / len(rows) for column in zip(*rows, strict=True))
    return f"{mine:5.1f} {low:6.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="places of what is wrong, of the half looked at")
    options = parser.parse_args()
    if not TRAIN.exists():
        print("resolution: skipped, ../shared/eval is not here")
        return
    labels = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    engine = Engine(ruleset.load())
    capital = engine.rules.letters.of("name")
    groups: dict[str, list[tuple[bool, bool]]] = {}
    for name, text in sorted(texts({label["article"] for label in labels}).items()):
        mine = [label for label in labels if label["article"] == name]
        draft = engine.prepare(from_text(text, name="article"))
        for label, (answer, rule) in zip(mine, ours(draft, mine, engine), strict=True):
            row = (
                right(text, answer, label["first"]),
                right(text, nearest(draft, label["source"][0], capital), label["first"]),
            )
            half = "looked at" if label["looked"] else "not looked at"
            for group in ("all", half, label["kind"], "stands for nothing" if not label["first"] else "has one"):
                groups.setdefault(group, []).append(row)
            if options.errors and label["looked"] and not row[0]:
                print(f"{name} {label['source']} {answer} by {rule or 'nothing'} for {label['first'][:1]}")
    print(f"{'% right':20} {'n':>4} {'ours':>5} {'floor':>6}")
    for group in ("all", "looked at", "not looked at", "name", "pronoun", "noun", "has one", "stands for nothing"):
        print(f"{group:20} {len(groups[group]):4} {share(groups[group])}")


if __name__ == "__main__":
    main()
