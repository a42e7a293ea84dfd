#!/usr/bin/env python3
"""Sources without a name on real text: how many of 900 snippets are seen for what they are.

    python benchmarks/anonymous.py [--missed N]

Somebody collected snippets of news pages by phrases that hide a name ("people familiar with the matter", "declined to
be identified"). A snippet counts as seen where the sentence of the phrase credits a source of an unnamed type. Search
engines cut snippets anywhere: those whose sentence is cut off are counted apart, for nobody could tell what is said.
Sentences that only tell how somebody spoke ("The person spoke on condition of anonymity") credit nobody with anything;
there the right answer is a note. Floor: any of 17 reporting verbs in that sentence.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
GOLD = ROOT.parent / "shared" / "eval" / "anon_phrases50.jsonl.gz"

from speed import VERBS  # noqa: E402

from verifier import verify  # noqa: E402
from verifier.model import Kind, Report  # noqa: E402
from verifier.spans import Span  # noqa: E402

UNNAMED = ("official_unnamed", "intelligence_unnamed", "expert_unnamed", "person_unnamed", "source_bare")
CUT = ("...", "…", "\xa0")


def outcome(report: Report, place: Span) -> tuple[str, str]:
    """Which sort of snippet this is, and what we make of it."""
    sentence = next((one for one in report.draft.sentences if one.span.overlaps(place)), None)
    if sentence is None:
        return "cut off", "no sentence"
    words = sentence.span.of(report.text)
    whole = not words.startswith(CUT) and not report.text[sentence.span.end :].strip().startswith(CUT)
    if not whole or words.endswith(CUT):
        return "cut off", _credited(report, sentence.index)
    noted = [claim for claim in report.claims if claim.sentence == sentence.index]
    if noted and all(claim.kind is Kind.CAVEAT for claim in noted):
        return "whole", "note"
    return "whole", _credited(report, sentence.index)


def _credited(report: Report, sentence: int) -> str:
    types = {one.source.type for one in report.attributions if one.source is not None and one.sentence == sentence}
    if not types.isdisjoint(UNNAMED):
        return "seen"
    return "another type" if types else "nobody credited"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", type=int, default=0, help="print so many whole sentences that we miss")
    options = parser.parse_args()
    if not GOLD.exists():
        print("anonymous sources: skipped, ../shared/eval is not here")
        return
    verbs = re.compile(rf"\b(?:{'|'.join(VERBS.split())})\b")
    counts: Counter[tuple[str, str]] = Counter()
    floor: Counter[str] = Counter()
    with gzip.open(GOLD, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            place = Span(*record["spans"][0])
            report = verify(record["text"])
            sort, found = outcome(report, place)
            counts[sort, found] += 1
            here = next((one.span for one in report.draft.sentences if one.span.overlaps(place)), place)
            floor[sort] += bool(verbs.search(here.of(report.text)))
            if sort == "whole" and found not in ("seen", "note") and options.missed:
                options.missed -= 1
                print(f"  {found}: {here.of(report.text)}")
    for sort in ("whole", "cut off"):
        total = sum(number for (one, _), number in counts.items() if one == sort)
        print(f"{sort} sentences: {total}")
        print(f"  floor: a reporting verb  {100 * floor[sort] / total:5.1f} %")
        for found in ("seen", "note", "another type", "nobody credited"):
            print(f"  {found:23}  {100 * counts[sort, found] / total:5.1f} %")


if __name__ == "__main__":
    main()
