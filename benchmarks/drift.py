#!/usr/bin/env python3
"""Rewrites held against their originals: what is told against labels, with a floor; how often the alignment is right.

    python benchmarks/drift.py [SET …] [--rules] [--write DIR]

Sets: ``drift_dev`` of ../shared/eval (14 pairs, labelled by others) and the rounds of data/drift/, pairs of
rewrite_pairs.jsonl.gz drawn by a seed and labelled blind by drift_guide.md before any output on them was seen. The
labels stand in data/drift/ as places in the texts; the texts are not ours to give. A finding and a label agree as
../shared/eval/score_drift.py says: place where they share half of the shorter one, kind where the rule’s kind fits.
Intervals come from drawing the pairs again. ``--rules`` counts each rule; ``--write`` writes a set as that script reads
it. The floor tells every sentence that the original has not much the same; what people reach is not known.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
EVAL = ROOT.parent / "shared" / "eval"
LABELS = ROOT / "benchmarks" / "data" / "drift"
DRAWS, SEED = 1000, 16

from verifier.desk.rewrite import Comparer  # noqa: E402
from verifier.engine import Engine  # noqa: E402
from verifier.reading import from_text  # noqa: E402
from verifier.ruleset import load  # noqa: E402

KINDS = {
    "drift-attribution": {"attribution_dropped", "attribution_added"}, "drift-source": {"source_retyped"},
    "drift-verb": {"verb_upgraded", "verb_downgraded"}, "drift-hedge": {"hedge_dropped", "hedge_added"},
    "drift-count": {"count_changed"}, "drift-date": {"detail_lost"}, "drift-venue": {"detail_lost"},
    "drift-fact": {"fact_changed"}, "drift-added": {"fact_added"},
    "drift-quotation": {"detail_lost", "fact_changed", "fact_added", "source_retyped"},
}  # fmt: skip
FIGURES = {
    "place precision": ("placed findings", "findings"), "kind precision": ("right findings", "findings"),
    "place recall": ("placed labels", "labels"), "kind recall": ("right labels", "labels"),
    "grave recall": ("placed grave", "grave"),
}  # fmt: skip
Place = tuple[int, int]


def read(path: Path) -> list[dict]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sets(names: list[str]) -> dict[str, list[dict]]:
    """The pairs of each set with their labels as places."""
    found = {"drift_dev": read(EVAL / "drift_dev.jsonl.gz")}
    for pair in found["drift_dev"]:
        for label in pair["drifts"]:
            for side in ("original", "rewrite"):
                label[side] = place(pair[side], label[side]) if label[side] else None
    known = {pair["id"]: pair for pair in read(EVAL / "rewrite_pairs.jsonl.gz")}
    for path in sorted(LABELS.glob("round-*.jsonl")):
        found[path.stem] = [{**known[row["pair"]], "drifts": row["drifts"]} for row in read(path)]
    return {name: pairs for name, pairs in found.items() if not names or name in names}


def place(text: str, words: str) -> Place:
    start = text.find(words)
    return start, start + len(words)


def words(text: str, *places: Place) -> set[int]:
    """Where the words of some places begin."""
    return {one.start() for one in re.finditer(r"\w+", text) if any(a <= one.start() < b for a, b in places)}


def near(one: set[int], other: set[int]) -> bool:
    return bool(one and other) and len(one & other) >= 0.5 * min(len(one), len(other))


def judged(pair: dict, told: list[tuple[str, list[Place]]]) -> Counter[str]:
    """Counts of one pair: of findings, (kind, its places), and of labels."""
    text, count = pair["rewrite"], Counter()
    labels = [(one, words(text, one["rewrite"])) for one in pair["drifts"] if one["rewrite"]]
    placed, right = set(), set()
    for kind, places in told:
        hits = {at for at, (_, here) in enumerate(labels) if near(words(text, *places), here)}
        same = {at for at in hits if labels[at][0]["kind"] in KINDS[kind]}
        count += Counter({"findings": 1, "placed findings": int(bool(hits)), "right findings": int(bool(same))})
        placed |= hits
        right |= same
    grave = {at for at, (one, _) in enumerate(labels) if one["grave"]}
    return count + Counter({
        "labels": len(labels), "placed labels": len(placed), "right labels": len(right),
        "grave": len(grave), "placed grave": len(grave & placed),
    })  # fmt: skip


def findings(report) -> list[tuple[str, str, list[Place]]]:
    """Rule, kind and places of what is told of a rewrite; what it leaves out has no place in it."""
    claims = {claim.id: claim.span for claim in report.claims}
    found = []
    for one in report.findings:
        kind = "-".join(one.rule.split("-")[:2])
        if kind in KINDS:
            found.append((one.rule, kind, [one.span, *([claims[one.claim]] if one.claim in claims else [])]))
    return found


def floor(pair: dict) -> list[tuple[str, list[Place]]]:
    """Every sentence of the rewrite fewer than eight in ten of whose words stand in one sentence of the original."""
    theirs = [set(re.findall(r"\w+", one.lower())) for one in re.split(r"(?<=[.!?])\s+", pair["original"])]
    told = []
    for one in re.finditer(r"\S[^.!?]*(?:[.!?](?=\S)[^.!?]*)*[.!?]*", pair["rewrite"]):
        mine = set(re.findall(r"\w+", one.group().lower()))
        if mine and max(len(mine & each) for each in theirs) < 0.8 * len(mine):
            told.append(("drift-fact", [one.span()]))
    return told


def aligned(pair: dict, beside) -> Counter[str]:
    """Of labels with words in both texts: whether a passage with the ones is aligned to a passage with the others."""
    count: Counter[str] = Counter()
    for label in (one for one in pair["drifts"] if one["original"] and one["rewrite"]):
        rows = [row for row in beside.rows if touch(row.passage.span, label["rewrite"])]
        count["aligned"] += any(touch(each.span, label["original"]) for row in rows for each in row.originals)
        count["alignable"] += 1
    return count


def touch(one: Place, other: Place) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def shown(counts: list[Counter[str]], part: str, of: str) -> str:
    """A share in per cent with where 95 of 100 draws of the pairs put it."""
    draw = random.Random(SEED)
    drawn = [sum(draw.choices(counts, k=len(counts)), Counter()) for _ in range(DRAWS)]
    spread = sorted(100 * one[part] / one[of] for one in drawn if one[of])
    whole = sum(counts, Counter())
    if not whole[of]:
        return "      –"
    low, high = spread[int(0.025 * len(spread))], spread[int(0.975 * len(spread))]
    return f"{100 * whole[part] / whole[of]:5.1f} [{low:.0f}, {high:.0f}]"


def main() -> int:
    """Each set, then its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET")
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    if not (EVAL / "drift_dev.jsonl.gz").is_file():
        print(f"Skipped: the texts are read from {EVAL}, which is not there.")
        return 0
    engine = Engine(load())
    comparer = Comparer(engine.rules)
    for name, pairs in sets(options.sets).items():
        if options.write:
            write(options.write / f"{name}.jsonl.gz", pairs)
            continue
        counts, least, places = [], [], []
        rules: dict[str, Counter[str]] = {}
        for pair in pairs:
            report, original = (
                engine.check(from_text(pair[side], name=f"{side}.txt")) for side in ("rewrite", "original")
            )
            told = findings(comparer.compare(report, [original]))
            counts.append(judged(pair, [(kind, spans) for _, kind, spans in told]))
            least.append(judged(pair, floor(pair)))
            places.append(aligned(pair, comparer.beside(report, [original])))
            for rule, kind, spans in told:
                rules.setdefault(rule, Counter()).update(judged(pair, [(kind, spans)]))
        whole = sum(counts, Counter())
        print(
            f"\n{name}: {len(pairs)} pairs, {whole['labels']} labels ({whole['grave']} grave), {whole['findings']} told"
        )
        for figure, (part, of) in FIGURES.items():
            print(f"  {figure:16} {shown(counts, part, of):18} floor {shown(least, part, of)}")
        print(
            f"  {'alignment':16} {shown(places, 'aligned', 'alignable')} of {sum(each['alignable'] for each in places)}"
        )
        for rule, count in sorted(rules.items()) if options.rules else ():
            told, placed, right = (count[f"{what}findings"] for what in ("", "placed ", "right "))
            print(f"  {rule:32} {told:3} told, {placed:3} placed, {right:3} right")
    return 0


def write(path: Path, pairs: list[dict]) -> None:
    """A set with words for places, as score_drift.py reads it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for pair in pairs:
            for label in pair["drifts"]:
                for side in ("original", "rewrite"):
                    label[side] = pair[side][slice(*label[side])] if label[side] else None
            file.write(json.dumps(pair, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    sys.exit(main())
