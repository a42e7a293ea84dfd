#!/usr/bin/env python3
"""Zones: the seeds' sections sentence by sentence, and whether a headline is found where there is one.

    python benchmarks/zones.py [--articles N] [--show N]

PolNeAR gives every headline a full stop; here it is taken off, as drafts have none. Each article is read
twice, with its headline and without, so that a guess that is always yes, or always no, is right half the
time. The floor calls the first line a headline. Speed is of reader, zones and sentences together.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SHARED = ROOT.parent / "shared"

from verifier import reading, ruleset  # noqa: E402
from verifier.draft import Segmenter  # noqa: E402


def seeds(segmenter: Segmenter) -> None:
    gold_file = SHARED / "gold" / "seeds.yaml"
    if not gold_file.exists():
        print("seeds skipped: ../shared/gold is not here")
        return
    import yaml

    gold = yaml.load(gold_file.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))["sentences"]
    right = 0
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        found = {sentence.span.start: sentence for sentence in segmenter.segment(reading.read(path))[1]}
        for record in (record for record in gold if record["file"] == path.name):
            sentence = found.get(record["span"][0])
            same = sentence is not None and sentence.zone.kind == record["section"]
            right += bool(same and sentence.span.end == record["span"][1])
    print(f"seeds      {right} of {len(gold)} sentences have the span and section of the gold")


def articles(limit: int) -> Iterator[str]:
    with gzip.open(SHARED / "eval" / "polnear-train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for _, line in zip(range(limit), lines, strict=False):
            yield json.loads(line)["text"]


def headlines(segmenter: Segmenter, limit: int, show: int) -> None:
    counts = {"with": 0, "without": 0}
    words, seconds, total = 0, 0.0, 0
    for text in articles(limit):
        head, _, body = text.partition("\n")
        if not body.strip() or "\n" not in body.strip():
            continue
        total += 1
        for case, page in {"with": f"{head.strip().rstrip('.')}\n{body}", "without": body.strip()}.items():
            start = process_time()
            zones, _ = segmenter.segment(reading.from_text(page, name="a"))
            seconds += process_time() - start
            words += len(page.split())
            found = zones[0].kind == "headline"
            counts[case] += found == (case == "with")
            if found != (case == "with") and show > 0:
                show -= 1
                print(f"  {case:8} {page[:90]!r}")
    both = 2 * total
    print(f"headlines  floor: {total} of {both} right ({total / both:.3f})")
    right = counts["with"] + counts["without"]
    print(
        f"headlines  ours: {right} of {both} right ({right / both:.3f}); {counts['with']} of {total} found, "
        f"{total - counts['without']} made up"
    )
    print(f"speed      {words / seconds:,.0f} words / CPU s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400, metavar="N")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="show N that are wrong")
    options = parser.parse_args()
    segmenter = Segmenter(ruleset.load())
    seeds(segmenter)
    if not (SHARED / "eval").is_dir():
        print("headlines skipped: ../shared/eval is not here")
        return
    headlines(segmenter, options.articles, options.show)


if __name__ == "__main__":
    main()
