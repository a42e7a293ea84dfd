#!/usr/bin/env python3
"""How often each question is one that an annotator would ask: counts for docs/rules and for reports.

    python benchmarks/questions.py [LABELS.jsonl …] [--write]

Reads ../shared/eval/claims_dev.jsonl.gz and any other labelled drafts named (`benchmarks/fresh.py --write DIR` makes
them). A question is right where one of its claims is one that either annotator would ask about. `--write` puts the
counts, nothing of the texts, into verifier/report/measured.json; run `verify rules docs` after it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
EVAL = ROOT.parent / "shared" / "eval" / "claims_dev.jsonl.gz"
TARGET = ROOT / "verifier" / "report" / "measured.json"

from verifier.commands.eval import judged_drafts  # noqa: E402
from verifier.evaluation.labels import read  # noqa: E402


def main() -> int:
    """Count, print, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", nargs="*", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    paths = [path for path in (EVAL, *options.labels) if path.exists()]
    if not paths:
        print(f"Skipped: the labels are read from {EVAL}, which is not there.")
        return 0
    drafts = [draft for path in paths for draft in read(path)]
    _, judged, _ = judged_drafts(drafts, argparse.Namespace(rules=[]))
    said: Counter[tuple[str, str]] = Counter()
    for one in judged:
        said.update(one.rules)
    rules = {}
    for rule in sorted({rule for rule, _ in said}):
        asked = sum(said[rule, verdict] for verdict in ("must", "may", "no", "spurious"))
        rules[rule] = [said[rule, "must"] + said[rule, "may"], asked]
        print(f"{rule:28}{rules[rule][0]:5} of {asked}")
    if options.write:
        TARGET.write_text(json.dumps({"drafts": len(drafts), "rules": rules}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
