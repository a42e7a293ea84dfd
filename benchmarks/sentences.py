#!/usr/bin/env python3
"""Sentence boundaries: ours beside a splitter of others, and beside the floor (a full stop ends a sentence).

    python benchmarks/sentences.py [--errors N] [--articles N]

PolNeAR's boundaries are CoreNLP's, with its errors, so no splitter can reach 1. Counted is each place
inside a paragraph at which a sentence ends. "Mended" takes the plainest errors out of the gold, whoever is
scored: a sentence that would begin with a small letter or a comma, and opening quotation marks that were
left at the end of the sentence before. The golden rules are 47 cases of which several (numbered
lists run together on one line) do not occur in news. Speed is in words a CPU second.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
EVAL = ROOT.parent / "shared" / "eval"

from verifier import ruleset  # noqa: E402
from verifier.draft.segment import abbreviations  # noqa: E402
from verifier.draft.sentences import split  # noqa: E402
from verifier.spans import Span  # noqa: E402

Splitter = Callable[[str], list[int]]  # text of one paragraph → where its sentences end, the last left out


def ours() -> Splitter:
    known = abbreviations(ruleset.load())
    return lambda text: [span.end for span in split(text, Span(0, len(text)), known)][:-1]


def floor() -> Splitter:
    return lambda text: [found.end(1) for found in re.finditer(r"([.!?][\"'”’)]*)\s+(?=\W*[A-Z])", text)]


def nupunkt() -> Splitter | None:
    try:
        from nupunkt import sent_spans
    except ImportError:
        return None
    return lambda text: [start + len(text[start:end].rstrip()) for start, end in sent_spans(text)][:-1]


def articles(limit: int) -> Iterator[dict]:
    count = 0
    for part in ("dev", "train"):
        with gzip.open(EVAL / f"polnear-{part}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                if count == limit:
                    return
                count += 1
                yield json.loads(line)


def paragraphs(article: dict) -> Iterator[tuple[str, set[int]]]:
    """Each paragraph's text and where CoreNLP ends a sentence inside it."""
    text, tokens = article["text"], article["tokens"]
    ends = {left[1] for left, right in pairwise(tokens) if left[2] != right[2]}
    for found in re.finditer(r"[^\n]+", text):
        inside = {end - found.start() for end in ends if found.start() < end < found.end()}
        words = found.group()
        yield words, {end for end in inside if words[end:].strip()}


QUOTES = re.compile(r"(?:^|\s+)(?:''|``|[\"“‘']+)$")


def mend(text: str, gold: set[int]) -> set[int]:
    """The gold boundaries without CoreNLP's plainest errors."""
    kept = set()
    for end in gold:
        hanging = QUOTES.search(text, 0, end)
        at = hanging.start() if hanging else end
        if re.match(r"\s*[\"”’')\]]*\s*[^\sa-z.,;:)\]]", text[at:]) and at:
            kept.add(at)
    return kept


def score(name: str, splitter: Splitter, texts: list[tuple[str, set[int]]], *, mended: bool, errors: int) -> None:
    right = wrong = missed = 0
    shown: list[str] = []
    start = process_time()
    found = [splitter(text) for text, _ in texts]
    seconds = process_time() - start
    for (text, raw), ends in zip(texts, found, strict=True):
        gold = mend(text, raw) if mended else raw
        right += len(gold & set(ends))
        wrong += len(set(ends) - gold)
        missed += len(gold - set(ends))
        for mark, at in [("+", e) for e in set(ends) - gold] + [("-", e) for e in gold - set(ends)]:
            shown.append(f"  {mark} {text[max(0, at - 40) : at]!r} | {text[at : at + 30]!r}")
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    words = sum(len(text.split()) for text, _ in texts)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    gold_kind = "mended" if mended else "raw"
    speed = f"{words / seconds:12,.0f} words / CPU s"
    print(f"{name:10} {gold_kind:6} P {precision:.4f}  R {recall:.4f}  F {f1:.4f}  {speed}")
    print("\n".join(shown[:: max(1, len(shown) // errors)][:errors]) if errors and name == "ours" else "", end="")


def golden(name: str, splitter: Splitter, errors: int) -> None:
    cases = [json.loads(line) for line in (EVAL / "golden_rules_en.jsonl").read_text("utf-8").splitlines()]
    passed = 0
    for case in cases:
        text, ends = case["text"], splitter(case["text"])
        cut = [text[a:b].strip() for a, b in zip([0, *ends], [*ends, len(text)], strict=True)]
        passed += cut == case["gold"]
        if errors and cut != case["gold"] and name == "ours":
            print("  golden", cut)
    print(f"{name:10} {passed} of {len(cases)} golden rules")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N places where ours differs")
    parser.add_argument("--articles", type=int, default=924, metavar="N")
    options = parser.parse_args()
    if not EVAL.is_dir():
        print("skipped: ../shared/eval is not here")
        return
    texts = [pair for article in articles(options.articles) for pair in paragraphs(article)]
    splitters = {"floor": floor(), "nupunkt": nupunkt(), "ours": ours()}
    for name, splitter in splitters.items():
        if splitter is None:
            print(f"{name:10} skipped: not installed (pip install nupunkt)")
            continue
        splitter("A first call loads what is slow. It is not counted.")
        score(name, splitter, texts, mended=False, errors=0)
        score(name, splitter, texts, mended=True, errors=options.errors)
        golden(name, splitter, options.errors)


if __name__ == "__main__":
    main()
