#!/usr/bin/env python3
"""Which sentences of Wikinews say who says something: ours beside a list of reporting verbs.

    python benchmarks/wikinews.py [--errors]

Half of the news of the GUM corpus (CC BY), 309 sentences of articles nobody looked at while rules were written. The
corpus counts the credit line of a picture ("Image: Nick Moreau.") as an attribution; as nobody claims anything there,
the second row leaves attributions without a cue out. Attitudes that support no claim are left out of ours.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
GOLD = ROOT.parent / "shared" / "eval" / "gum_news_half.jsonl.gz"
VERBS = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|t(?:old|ells?)|according to|add(?:ed|s|ing)|report(?:ed|s)|announc(?:ed|es|ing)"
    r"|claim(?:ed|s|ing)?|think(?:s)?|thought|believ(?:ed?|es)|stat(?:ed|es|ing)|ask(?:ed|s)|explain(?:ed|s)|note[ds]|warn(?:ed|s)|tweet(?:ed|s)|"
    r"argu(?:ed?|es)|suggest(?:ed|s)?|confirm(?:ed|s)|den(?:ied|ies|y)|wr(?:ote|ites)|comment(?:ed|s))\b",
    re.IGNORECASE,
)

from verifier import verify  # noqa: E402

Sentences = list[dict]


def ours(sentences: Sentences) -> set[int]:
    """The sentences in which we find somebody credited with a claim."""
    starts, text = [], ""
    for sentence in sentences:
        starts.append(len(text))
        text += sentence["text"] + "\n\n"
    found = set()
    for one in verify(text).attributions:
        if one.supports:
            place = one.cue.start if one.cue else one.content[0].start
            found.add(sum(start <= place for start in starts) - 1)
    return found


def by_list(sentences: Sentences) -> set[int]:
    """The sentences with a reporting verb."""
    return {at for at, sentence in enumerate(sentences) if VERBS.search(sentence["text"])}


def documents() -> Iterator[Sentences]:
    with gzip.open(GOLD, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["sents"]


def score(find: Callable[[Sentences], set[int]], *, cued: bool, errors: bool = False) -> str:
    right = extra = missed = 0
    for sentences in documents():
        gold = {
            at
            for at, sentence in enumerate(sentences)
            if any(one["cue"] or not cued for one in sentence["attributions"])
        }
        found = find(sentences)
        right, extra, missed = right + len(gold & found), extra + len(found - gold), missed + len(gold - found)
        if errors:
            for at in sorted(gold ^ found):
                print("  extra " if at in found else "  missed", sentences[at]["text"])
    f1 = 2 * right / (2 * right + extra + missed)
    return f"P {right / (right + extra):.3f}  R {right / (right + missed):.3f}  F1 {f1:.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print the sentences that we miss and those we add")
    options = parser.parse_args()
    if not GOLD.exists():
        print("Wikinews: skipped, ../shared/eval is not here")
        return
    for cued, title in ((False, "all attributions of the corpus"), (True, "those with a cue")):
        print(title)
        print(f"  peer: a list of reporting verbs  {score(by_list, cued=cued)}")
        print(f"  ours                             {score(ours, cued=cued)}")
    if options.errors:
        score(ours, cued=True, errors=True)


if __name__ == "__main__":
    main()
