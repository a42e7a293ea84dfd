#!/usr/bin/env python3
"""Speed of the whole pipeline, draft to JSON, in words a CPU second; beside it how it grows with text and with rules.

    python benchmarks/speed.py [--articles N] [--no-rules]

The floor is reading the words and nothing else; the peer is one ``re`` pass with 40 reporting verbs.
Texts are the PolNeAR dev articles where they are there, else the two drafts of ``seeds/``, and it says so.
Doubling the text should double the time; ten times the rules should cost less than twice the time. Garbage is looked
for as seldom as the command line does, and not among the rules.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
GOLD = ROOT.parent / "shared" / "eval" / "polnear-dev.jsonl.gz"

from verifier.cli import seldom_collect  # noqa: E402
from verifier.engine import Engine  # noqa: E402
from verifier.reading import from_text  # noqa: E402
from verifier.report.jsonl import line  # noqa: E402
from verifier.ruleset import RuleSet, load  # noqa: E402

VERBS = "said says say told tells claimed added noted asked stated argued warned reported announced confirmed denied"
WORD = re.compile(r"\w+")


def articles(limit: int) -> list[str]:
    """The texts to run on."""
    if not GOLD.exists():
        print("Skipped: PolNeAR is not here; running on seeds/ only.")
        return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    with gzip.open(GOLD, "rt", encoding="utf-8") as lines:
        return [json.loads(each)["text"] for each in lines][:limit]


def timed(work: Callable[[str], object], texts: list[str]) -> float:
    """CPU seconds for all texts, the better of two runs."""
    best = float("inf")
    for _ in range(2):
        start = process_time()
        for text in texts:
            work(text)
        best = min(best, process_time() - start)
    return best


def pipeline(rules: RuleSet) -> Callable[[str], object]:
    """A text to its line of JSON."""
    engine = Engine(rules)
    return lambda text: line(engine.check(from_text(text, name="a.txt")))


def tenfold(rules: RuleSet) -> RuleSet:
    """The built-in rules with nine more of each finding rule, whose phrases hold words that news has."""
    count = len(rules.rules)
    words = sorted(word for word in rules.vocabulary if word.isalpha() and len(word) > 3)
    documents = [
        f"rule: extra-{at}\ntitle: Extra {at}\nkind: finding\nmessage: Why?\nfind: |\n"
        f"  {words[at % len(words)]} {words[(at * 7) % len(words)]}|the ...3 {words[(at * 13) % len(words)]}\n"
        for at in range(9 * count)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "extra.yml"
        path.write_text("---\n".join(documents), encoding="utf-8")
        return load([path])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=84)
    parser.add_argument("--no-rules", action="store_true", help="leave out ten times the rules")
    options = parser.parse_args()
    seldom_collect()
    texts = articles(options.articles)
    words = sum(len(text.split()) for text in texts)
    rules = load()
    work = pipeline(rules)
    work(texts[0])
    gc.freeze()
    verbs = re.compile(rf"\b(?:{'|'.join(VERBS.split())})\b")
    once = timed(work, texts)
    rows = [
        ("floor: words by re", timed(WORD.findall, texts), words),
        ("peer: one pass for reporting verbs", timed(lambda text: list(verbs.finditer(text)), texts), words),
        ("draft to JSON", once, words),
        ("each draft twice over", timed(work, [f"{text}\n\n{text}" for text in texts]), 2 * words),
    ]
    if not options.no_rules:
        more = tenfold(rules)
        print(f"{len(rules.rules)} rules, {len(more.rules)} in the last row")
        rows.append(("ten times the rules", timed(pipeline(more), texts), words))
    print(f"{len(texts)} drafts, {words:,} words")
    for name, seconds, count in rows:
        print(f"{name:36} {seconds:8.2f} s {count / seconds:12,.0f} words a CPU second   x{seconds / once:.2f}")


if __name__ == "__main__":
    main()
