"""Spellings of one place against pairs of different places: how many pairs are told apart.

    python benchmarks/names.py [FOLDER]

Reads ``places_half.jsonl.gz`` of the evaluation folder (GeoNames, CC BY 4.0). Each place's name is paired with every
other Latin spelling of it, and with as many spellings of other places that have the same first letter and length once
accents are gone. Prints recall at the threshold of precision .98, and precision and recall at the threshold the rule
file sets; every other place was not looked at while the letters and costs were chosen. The floor is ten lines of
normalising and an edit ratio.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from rapidfuzz import fuzz

from verifier.relations.spelling import plain, spelling
from verifier.ruleset import load

EVAL = Path(__file__).resolve().parents[2] / "shared" / "eval"
Pair = tuple[str, str]


def pairs(places: Sequence[list[str]], seed: int) -> tuple[list[Pair], list[Pair]]:
    """Pairs of spellings of one place, and as many of two places alike in first letter and length."""
    chance = random.Random(seed)
    same = [(names[0], other) for names in places for other in names[1:]]
    alike: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    for index, names in enumerate(places):
        for name in names:
            alike[plain(name)[0], len(plain(name))].append((index, name))
    everyone = [(index, name) for group in alike.values() for index, name in group]
    known = [{plain(name) for name in names} for names in places]
    apart: list[Pair] = []
    while len(apart) < len(same):
        one, name = chance.choice(everyone)
        other, spelled = chance.choice(alike[plain(name)[0], len(plain(name))])
        if one != other and known[one].isdisjoint(known[other]):
            apart.append((name, spelled))
    return same, apart


def recall_at(precision: float, score: Callable[[str, str], float], same: list[Pair], apart: list[Pair]) -> float:
    """The largest recall of a threshold at which precision still holds."""
    rows = sorted([(score(*p), True) for p in same] + [(score(*p), False) for p in apart], key=lambda row: -row[0])
    best, right = 0.0, 0
    for count, (value, is_same) in enumerate(rows, start=1):
        right += is_same
        last_of_tie = count == len(rows) or rows[count][0] != value
        if last_of_tie and right / count >= precision:
            best = right / len(same)
    return best


def main(folder: Path) -> int:
    """Print the table."""
    path = folder / "places_half.jsonl.gz"
    if not path.exists():
        print(f"skipped: {path} is not there")
        return 0
    rows = [json.loads(line) for line in gzip.open(path, "rt", encoding="utf-8")]
    places = [[n for n in dict.fromkeys([row["name"], *row["latin"]]) if plain(n)] for row in rows]
    spelled = spelling(load())
    scores: dict[str, Callable[[str, str], float]] = {
        "normalising + edit ratio": lambda a, b: fuzz.ratio(plain(a), plain(b)),
        "spelling rule": spelled.likeness,
    }
    print(f"{'':28} {'pairs':>7} {'recall at precision .98':>24} {'P at threshold':>15} {'R':>6} {'pairs/s':>9}")
    for title, chosen in (("all places", places), ("every other place, unseen", places[1::2])):
        same, apart = pairs(chosen, seed=7)
        print(title)
        for name, score in scores.items():
            began = time.perf_counter()
            recall = recall_at(0.98, score, same, apart)
            rate = 2 * len(same) / (time.perf_counter() - began)
            extra = ""
            if name == "spelling rule":
                right = sum(spelled.likeness(*p) >= spelled.threshold for p in same)
                wrong = sum(spelled.likeness(*p) >= spelled.threshold for p in apart)
                extra = f"{right / (right + wrong):15.3f} {right / len(same):6.3f}"
            print(f"  {name:26} {2 * len(same):7} {recall:24.3f} {extra:22} {rate:9.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else EVAL))
