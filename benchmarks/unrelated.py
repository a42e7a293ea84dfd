"""How often two articles that have nothing to do with each other are said to.

    python benchmarks/unrelated.py [FOLDER] [PAIRS]

Draws pairs of PolNeAR articles of different months (200 unless told) and counts the relations between them other
than “only here”. All are political news of one year, so that the same few people are named throughout: a hard case.
Prints the same with the test of one event switched off, which is what that test is worth.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from verifier.engine import Engine
from verifier.model import Report
from verifier.reading import from_text
from verifier.ruleset import load

EVAL = Path(__file__).resolve().parents[2] / "shared" / "eval"
MONTH = re.compile(r"_(\d{4}-\d\d)")


def pairs(folder: Path, number: int, engine: Engine) -> list[tuple[Report, Report]]:
    """Reports of random articles of different months."""
    with gzip.open(folder / "polnear-train.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    chance = random.Random(6)
    drawn: list[tuple[Report, Report]] = []
    known: dict[str, Report] = {}
    while len(drawn) < number:
        two = chance.sample(articles, 2)
        months = {found[1] for article in two if (found := MONTH.search(article["id"]))}
        if len(months) == 2:
            for article in two:
                if article["id"] not in known:
                    document = from_text(article["text"], name=article["id"], format="text")
                    known[article["id"]] = engine.check(document)
            drawn.append((known[two[0]["id"]], known[two[1]["id"]]))
    return drawn


def count(drawn: Sequence[tuple[Report, Report]], engine: Engine, *, one_event: bool) -> tuple[Counter[str], int]:
    """Relations between two drafts by kind, each once, and the pairs that have any."""
    kinds: Counter[str] = Counter()
    touched = 0
    for two in drawn:
        found = [
            one
            for one in engine.relater.study(two, one_event=one_event).relations
            if one.draft == two[0].name and one.other_draft == two[1].name and one.kind != "only-here"
        ]
        kinds.update(one.kind for one in found)
        touched += bool(found)
    return kinds, touched


def main(arguments: Sequence[str]) -> int:
    """Print relations a pair."""
    folder = next((Path(a) for a in arguments if Path(a).is_dir()), EVAL)
    number = next((int(a) for a in arguments if a.isdigit()), 200)
    if not (folder / "polnear-train.jsonl.gz").exists():
        print("unrelated: skipped, polnear-train.jsonl.gz is not there")
        return 0
    engine = Engine(load())
    drawn = pairs(folder, number, engine)
    for title, one_event in (("as shipped", False), ("without the test of one event", True)):
        kinds, touched = count(drawn, engine, one_event=one_event)
        each = ", ".join(f"{kind} {times}" for kind, times in kinds.most_common()) or "none"
        print(f"{title:30} {kinds.total() / number:6.3f} relations a pair, {touched} of {number} pairs ({each})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
