#!/usr/bin/env python3
"""Word classes on real text: the program's beside gold Penn tags.

    python benchmarks/word_classes.py [FILE] [--confusions N] [--halves]

FILE has one JSON document a line: "text", and "sents", each a list of [start, end, tag, head, relation]; by default the
44 documents of ../shared/eval/gum_trees_half.jsonl.gz. Counted are words of the open classes, nouns and names (one
class), adjectives, adverbs, base or plain present, -s, past, participle and -ing, that are no auxiliary and no copula
and that the program cuts as the gold does. Words to which the program gives a closed class (not, other, according) are
left out, and their share is printed. Taggers with weights reach about 97. --halves prints every other document and the
rest apart: what is learnt on one half must hold on the other.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TREES = ROOT.parent / "shared" / "eval" / "gum_trees_half.jsonl.gz"

from verifier import ruleset  # noqa: E402
from verifier.engine import Engine  # noqa: E402
from verifier.reading import from_text  # noqa: E402
from verifier.ruleset import RuleSet  # noqa: E402

CLASSES = {"VB": "VB", "VBP": "VB", "VBZ": "VBZ", "VBD": "VBD", "VBN": "VBN", "VBG": "VBG"}
OURS = {
    "noun": "NN", "plural": "NN", "name": "NN", "time": "NN", "adjective": "JJ", "adverb": "RB",
    "base": "VB", "verb-s": "VBZ", "past": "VBD", "participle": "VBN", "ing": "VBG",
}  # fmt: skip
IDLE = frozenset(("aux", "aux:pass", "cop"))
GERMANE = ("NN", "JJ", "RB")
CONTEXT = 30  # letters shown on either side of a word


class Fault(NamedTuple):
    """A word of a wrong class: the gold class, ours, and the words around it."""

    gold: str
    ours: str
    word: str
    where: str


class Tally(NamedTuple):
    """What was counted."""

    right: int
    left_out: int
    faults: tuple[Fault, ...]

    @property
    def share(self) -> float:
        """Percent right of the words that have an open class here and there."""
        return 100 * self.right / max(1, self.right + len(self.faults))

    @property
    def share_left_out(self) -> float:
        """Percent of the gold words that are closed words here."""
        return 100 * self.left_out / max(1, self.right + len(self.faults) + self.left_out)


def gold_class(tag: str, relation: str) -> str:
    """The open class of a gold word, or "" where it has none."""
    if relation in IDLE:
        return ""
    return tag[:2] if tag[:2] in GERMANE else CLASSES.get(tag, "")


def tally(records: Iterable[Mapping], rules: RuleSet) -> Tally:
    """Count the words of some documents."""
    engine = Engine(rules)
    ours_of = {letters: OURS[name] for name, letters in rules.letters.words.items() if name in OURS}
    right = left_out = 0
    faults: list[Fault] = []
    for record in records:
        text = record["text"]
        tokens = engine.prepare(from_text(text, name="document")).tokens
        letters = dict(zip(zip(tokens.starts, tokens.ends, strict=True), tokens.tags, strict=True))
        for start, end, tag, _, relation in (word for sentence in record["sents"] for word in sentence):
            gold, letter = gold_class(tag, relation), letters.get((start, end))
            if not gold or letter is None:
                continue
            ours = ours_of.get(letter, "")
            if not ours:
                left_out += 1
            elif ours == gold:
                right += 1
            else:
                around = " ".join(text[max(0, start - CONTEXT) : end + CONTEXT].split())
                faults.append(Fault(gold, ours, text[start:end].lower(), around))
    return Tally(right, left_out, tuple(faults))


def confusions(faults: Sequence[Fault], words: int) -> str:
    """A line for each pair of classes, the most frequent first, with its most frequent words."""
    pairs = Counter((fault.gold, fault.ours) for fault in faults)
    lines = [f"{'gold':5}{'ours':5}{'times':>6}  words"]
    for pair, times in pairs.most_common():
        found = Counter(fault.word for fault in faults if (fault.gold, fault.ours) == pair)
        lines.append(f"{pair[0]:5}{pair[1]:5}{times:6}  " + ", ".join(f"{w} {n}" for w, n in found.most_common(words)))
    return "\n".join(lines)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=TREES)
    parser.add_argument("--confusions", type=int, default=0, metavar="N", help="list the confusions, N words each")
    parser.add_argument("--halves", action="store_true", help="every other document and the rest apart")
    options = parser.parse_args()
    if not options.file.exists():
        print(f"skipped: {options.file} is not there")
        return 0
    opened = gzip.open if options.file.suffix == ".gz" else open
    with opened(options.file, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    rules = ruleset.load()
    parts = {"": records}
    if options.halves:
        parts |= {" (every other document)": records[::2], " (the rest)": records[1::2]}
    for title, part in parts.items():
        found = tally(part, rules)
        print(f"open classes right {found.share:.1f} %, left out {found.share_left_out:.1f} %{title}")
        if options.confusions and not title:
            print(confusions(found.faults, options.confusions))
    return 0


if __name__ == "__main__":
    sys.exit(main())
