#!/usr/bin/env python3
"""Drafts nobody here wrote, in the rounds in which they were drawn: what a report shows of them against labels.

    python benchmarks/fresh.py [ROUND …] [--breakdown] [--faults N] [--write DIR]

Ten drafts a round, drawn at random from ../shared/eval (web, politics, originals and machine rewrites; 140 to 430
words, none like a draft labelled before) and labelled blind by two annotators by ../shared/eval/claims_guide.md before
any rule was written on them. The labels stand in data/fresh/ as places in the text; the texts are not ours to give and
are read from ../shared/eval. What each round showed when it was opened, before anything was mended, stands in
docs/benchmarks.md; what this prints is how the rules of today do, and rules have been written on opened rounds.
`--write DIR` writes the drafts with their labels, for `verify eval DIR/round-N.jsonl`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
EVAL = ROOT.parent / "shared" / "eval"
LABELS = ROOT / "benchmarks" / "data" / "fresh"

from verifier.cli import main as verify  # noqa: E402


def texts(corpus: str) -> dict[str, str]:
    """Text by id of one corpus, ``name`` or ``name:key``."""
    name, _, key = corpus.partition(":")
    with gzip.open(EVAL / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["id"]: row[key or "text"] for row in map(json.loads, lines)}


def joined(path: Path) -> list[dict]:
    """The labelled drafts of a round with their texts: places of sources become words again."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    known = {corpus: texts(corpus) for corpus in {row["corpus"] for row in rows}}
    for row in rows:
        row["text"] = text = known[row.pop("corpus")][row.pop("id")]
        for label in (label for claim in row["claims"] for label in claim["labels"]):
            label["sources"] = [text[start:end] for start, end in label["sources"]]
    return rows


def main() -> int:
    """Every round asked for, and all of them together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rounds", nargs="*", metavar="ROUND")
    parser.add_argument("--breakdown", action="store_true")
    parser.add_argument("--faults", default="0")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    if not EVAL.is_dir():
        print(f"Skipped: the texts are read from {EVAL}, which is not there.")
        return 0
    wanted = [LABELS / f"round-{name}.jsonl" for name in options.rounds] or sorted(LABELS.glob("round-*.jsonl"))
    rounds = {path.stem: joined(path) for path in wanted}
    if len(rounds) > 1:
        rounds["all rounds"] = [row for rows in rounds.values() for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in rounds.items():
            path = (options.write or Path(folder)) / f"{name.replace(' ', '-')}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
            if not options.write:
                print(f"\n== {name}", flush=True)
                verify(["eval", str(path), "--faults", options.faults, *["--breakdown"] * options.breakdown])
    return 0


if __name__ == "__main__":
    sys.exit(main())
