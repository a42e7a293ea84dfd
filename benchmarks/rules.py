#!/usr/bin/env python3
"""What rules cost: loading them, matching them, and ten times as many; a thousand house rules.

    python benchmarks/rules.py [--articles N] [--house N]

Reads ``polnear-dev.jsonl.gz`` of the evaluation folder. Matching alone is timed on drafts that are cut into tokens
already; the floor is one compiled ``re`` a phrase of plain words, over the same texts. "Ten times the rules" has
every phrase of the built-in rules nine times more, each with another word in it. House rules are made of words drawn
from the texts by a fixed seed: phrases of three words, a list, an option and a gap, two examples each, as an editor
writes them. Speed is in words (runs of non-space) a CPU second.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
WHOLE = 20  # articles for the whole pipeline
EVAL = ROOT.parent / "shared" / "eval"

from verifier.engine import Engine  # noqa: E402
from verifier.matching.finder import Finder  # noqa: E402
from verifier.matching.match import KINDS  # noqa: E402
from verifier.model import Draft  # noqa: E402
from verifier.reading import from_text  # noqa: E402
from verifier.ruleset import RuleSet, load  # noqa: E402
from verifier.ruleset.schema import PhraseLine  # noqa: E402


def drafts(texts: Sequence[str], engine: Engine) -> list[Draft]:
    """The texts, cut into zones, sentences and tokens."""
    made = []
    for number, text in enumerate(texts):
        document = from_text(text, name=str(number))
        made.append(engine.prepare(document))
    return made


def timed(times: int, run: object, *args: object) -> float:
    """The least CPU seconds of some runs."""
    assert callable(run)
    best = float("inf")
    for _ in range(times):
        start = process_time()
        run(*args)
        best = min(best, process_time() - start)
    return best


def match_all(cut: Iterable[Draft], engine: Engine) -> int:
    return sum(len(engine.matcher.find(draft).all) for draft in cut)


def whole(texts: Iterable[str], engine: Engine) -> int:
    return sum(len(engine.check(from_text(text, name="text")).claims) for text in texts)


def varied(rules: RuleSet, words: Sequence[str], times: int) -> list[tuple[str, PhraseLine]]:
    """Every phrase of the built-in rules ``times`` over, from the second on with one more word in front."""
    chance = random.Random(1)
    lines = [(rule.id, line) for kind in KINDS for rule in rules.of(kind) for line in rule.find]
    made = list(lines)
    for _ in range(times - 1):
        made += [(name, line._replace(text=f"{chance.choice(words)} {line.text}")) for name, line in lines]
    return made


def find_all(finder: Finder[str], cut: Iterable[Draft], engine: Engine) -> int:
    return sum(len(engine.matcher.lines(draft, finder)) for draft in cut)


def floor(rules: RuleSet, texts: Sequence[str]) -> tuple[int, float]:
    """One ``re`` a phrase of plain words: how many phrases that is, and CPU seconds."""
    lines = [line.text for kind in KINDS for rule in rules.of(kind) for line in rule.find]
    plain = [line for line in lines if re.fullmatch(r"[a-z |']+", line)]
    patterns = [
        re.compile(r"\b" + r"\s+".join(f"(?:{word})" for word in line.split()) + r"\b", re.IGNORECASE) for line in plain
    ]
    start = process_time()
    for text in texts:
        for pattern in patterns:
            for _ in pattern.finditer(text):
                pass
    return len(plain), process_time() - start


def house_rules(words: Sequence[str], count: int) -> str:
    """A file of made-up house rules."""
    chance = random.Random(2)
    made = []
    for number in range(count):
        a, b, c, d = (chance.choice(words) for _ in range(4))
        made.append(
            f"rule: house-{number}\ntitle: House rule {number}\nkind: finding\nseverity: note\nfind: |\n"
            f"  {a}|{b} {c}\n  <official> (of) the ...3 {d}\n  ~say {c} {d}\nnot_when: |\n  no {a}\n"
            f"message: |\n  Who says {a}?\nwhy: |\n  Because.\nexamples:\n  match: |\n    They <<{a} {c}>> it.\n"
            f"  no_match: |\n    They did not.\n"
        )
    return "---\n".join(made)


def words_of(texts: Iterable[str]) -> list[str]:
    found = {word.lower() for text in texts for word in re.findall(r"\b[a-z]{4,12}\b", text)}
    return sorted(found)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=84)
    options.add_argument("--house", type=int, default=1000)
    chosen = options.parse_args()
    path = EVAL / "polnear-dev.jsonl.gz"
    if not path.exists():
        print(f"skipped: {path} is not there")
        return 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines][: chosen.articles]
    count = sum(len(text.split()) for text in texts)
    rules = load()
    engine = Engine(rules)
    cut = drafts(texts, engine)
    phrases = sum(len(rule.find) for kind in KINDS for rule in rules.of(kind))
    print(f"{len(texts)} articles, {count:,} words; {len(rules.rules)} rules, {len(rules.lists)} lists")
    print(f"load                          {timed(3, load):6.3f} s")
    match_all(cut[:1], engine)
    once = timed(3, match_all, cut, engine)
    print(f"match, {phrases:5} phrases          {once:6.3f} s  {count / once:11,.0f} words/s")
    words = words_of(texts)
    for times in (1, 10):
        finder = engine.matcher.finder(varied(rules, words, times))
        find_all(finder, cut[:1], engine)
        spent = timed(3, find_all, finder, cut, engine)
        print(f"  finder alone, {phrases * times:6} phrases {spent:6.3f} s  {count / spent:11,.0f} words/s")
    few, spent = floor(rules, texts[:8])
    part = sum(len(text.split()) for text in texts[:8])
    print(f"floor: {few} of them, one re each {spent:4.1f} s  {part / spent:11,.0f} words/s")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "house.yml").write_text(house_rules(words, chosen.house), "utf-8")
        both = timed(1, load, [folder])
        print(f"load with {chosen.house} house rules    {both:6.3f} s")
        house = Engine(load([folder]))
        cut = drafts(texts, house)
        match_all(cut[:1], house)
        more = timed(3, match_all, cut, house)
        print(f"match with {chosen.house} house rules   {more:6.3f} s  {count / more:11,.0f} words/s")
        some = texts[:WHOLE]
        few = sum(len(text.split()) for text in some)
        for name, one in (("built-in rules", engine), (f"{chosen.house} house rules", house)):
            whole(some[:1], one)
            spent = timed(2, whole, some, one)
            print(f"whole run, {name:<18} {spent:6.3f} s  {few / spent:11,.0f} words/s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
