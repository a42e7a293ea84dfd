#!/usr/bin/env python3
"""Source types on real text: ours against labels made by hand.

    python benchmarks/source_types.py [--errors]

165 attributions that have a source were drawn at random from PolNeAR train and their sources typed by hand, pronouns by
the person meant; benchmarks/data/source_types.jsonl holds places and types only (the first is what the labeller would
write, the others what a second editor could defend). "Given" hands our stages the gold source and cue, so that only
resolution and typing are measured; "found" takes the source that our own attribution finds there. The floor calls
every source a named official.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
LABELS = ROOT / "benchmarks" / "data" / "source_types.jsonl"

from polnear import TRAIN, sentence_at, texts  # noqa: E402

from verifier import ruleset  # noqa: E402
from verifier.engine import Engine  # noqa: E402
from verifier.model import Attribution, Source  # noqa: E402
from verifier.reading import from_text  # noqa: E402
from verifier.spans import Span  # noqa: E402

FLOOR = "official_named"


def types_of(text: str, labels: list[dict], engine: Engine) -> list[tuple[str, str]]:
    """For each label of one article the type given the gold source, and the type of the source we find there."""
    draft = engine.prepare(from_text(text, name="article"))
    matches = engine.matcher.find(draft)
    own = engine.attributor.found(draft)
    gold = []
    for label in labels:
        span = Span(*label["source"])
        cue = Span(*label["cue"]) if label["cue"] else None
        source = Source(span, span.of(text))
        gold.append(Attribution(source, cue, (), sentence_at(draft, span.start), "gold", quote=True))
    ordered = sorted([*own, *gold], key=lambda one: one.source.span.start if one.source else -1)
    named = engine.attributor.typed(draft, engine.attributor.resolved(draft, ordered), matches)
    by_span = {
        before.source.span: after.source.type
        for before, after in zip(ordered, named, strict=True)
        if before.rule == "gold" and before.source and after.source
    }
    found = []
    for label in labels:
        span = Span(*label["source"])
        own = (one.source for one in named if one.rule != "gold" and one.source)
        there = next((source.type for source in own if source.span.overlaps(span)), "")
        found.append((by_span.get(span, ""), there))
    return found


def table(pairs: list[tuple[str, list[str]]]) -> None:
    gold = Counter(wanted[0] for _, wanted in pairs)
    got = Counter(kind for kind, _ in pairs)
    right = Counter(kind for kind, wanted in pairs if kind in wanted)
    reached = Counter(wanted[0] for kind, wanted in pairs if kind in wanted)
    print(f"{'type':22} {'labels':>6} {'precision':>10} {'recall':>7}")
    for kind in sorted(set(gold) | set(got), key=lambda name: -gold[name]):
        precision = f"{100 * right[kind] / got[kind]:.0f}" if got[kind] else "–"
        recall = f"{100 * reached[kind] / gold[kind]:.0f}" if gold[kind] else "–"
        print(f"{kind or '(none)':22} {gold[kind]:6} {precision:>10} {recall:>7}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="places and types of what is wrong, without the text")
    options = parser.parse_args()
    if not TRAIN.exists():
        print("source types: skipped, ../shared/eval is not here")
        return
    labels = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    articles = texts({label["article"] for label in labels})
    engine = Engine(ruleset.load())
    given, found = [], []
    for name, text in sorted(articles.items()):
        mine = [label for label in labels if label["article"] == name]
        for label, (kind, there) in zip(mine, types_of(text, mine, engine), strict=True):
            given.append((kind, label["types"]))
            if there:
                found.append((there, label["types"]))
            if options.errors and kind not in label["types"]:
                print(f"{name} {label['source']} {kind or '(none)'} for {'|'.join(label['types'])}")
    floor = sum(FLOOR in wanted for _, wanted in given)
    right = sum(kind in wanted for kind, wanted in given)
    there = sum(kind in wanted for kind, wanted in found)
    print(f"floor, all named officials  {100 * floor / len(given):5.1f} % of {len(given)}")
    print(f"ours, given the source      {100 * right / len(given):5.1f} % of {len(given)}")
    print(f"ours, of sources we find    {100 * there / max(1, len(found)):5.1f} % of {len(found)}")
    table(given)


if __name__ == "__main__":
    main()
