#!/usr/bin/env python3
"""Two hundred quotations falsified by a seed, each in an original of its own draw: how many are caught, and as what.

    python benchmarks/quotation_swaps.py [--seed N] [--misses]

Forty each: a word changed, a negation added, another speaker, an invented quotation, marks put on a paraphrase. The
original is held against the falsified copy. Caught is what a rule of drift-quotation other than “put into other words”
finds at that place; a false alarm is such a finding on any quotation that nobody touched. The floor looks for each
quotation letter by letter in the original and knows no speakers. Texts are read from ../shared/eval.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PAIRS = ROOT.parent / "shared" / "eval" / "rewrite_pairs.jsonl.gz"
SEED, EACH = 16, 40

from verifier.desk.rewrite import Comparer  # noqa: E402
from verifier.engine import Engine  # noqa: E402
from verifier.reading import from_text  # noqa: E402
from verifier.ruleset import load  # noqa: E402

OPEN, SHUT = r'(?<![^\s(])"(?=\w)', r'[,.?!]?"(?![^\s,.;:!?)])'  # as marks stand, whatever the rules make of them
QUOTE = re.compile(rf'{OPEN}([^"\n]{{25,220}}?){SHUT}')
AUXILIARY = re.compile(r"\b(is|are|was|were|will|would|can|could|has|have|had|do|does|did|must|should|may|might)\b")
NAME = r"((?:[A-Z][a-z]+ )?(?:Mac|Mc|O')?[A-Z][a-z]+(?:-[A-Z][a-z]+)?)"
SPOKEN = re.compile(
    rf'{OPEN}([^"\n]{{25,220}}?){SHUT} (?:said|says|added) (?:Mr |Mrs |Ms |Dr )?{NAME}(?=[.,])'
    rf'|{OPEN}([^"\n]{{25,220}}?[^".?!]),?" (?:Mr |Mrs |Ms |Dr )?{NAME} (?:said|says|added|told)\b'
    rf'|(?<=[.] )(?:Mr |Mrs |Ms |Dr )?{NAME}(?:, [^".\n]{{4,70}},)? (?:said|added|told [A-Z][\w ]{{1,20}}): '
    rf'{OPEN}([^"\n]{{25,220}}?){SHUT}'
)
SAID = re.compile(
    r'(?<=[.] )[A-Z][^".\n]{3,60} (?:said|says|added|warned|claimed) (?:that )?'
    r'((?:[A-Za-z]+ )(?:[^".\n]|(?<=\d)\.(?=\d)){30,160})\.(?= [A-Z"])'
)
STRANGERS = ("Paula Steinbach", "Oren Whitcombe", "Mira Lindqvist", "Tobias Ferrand")
RULES = ("altered", "absent", "speaker", "marked")
EXPECTED = {
    "a word changed": ("altered", "absent"), "a negation added": ("altered",), "another speaker": ("speaker",),
    "an invented quotation": ("absent", "altered"), "marks put on a paraphrase": ("marked",),
}  # fmt: skip


class Swap(NamedTuple):
    """A copy with one quotation falsified; [start, end) are its words there."""

    kind: str
    story: str
    text: str
    start: int
    end: int


def swaps(stories: dict[str, str], draw: random.Random) -> Iterator[Swap]:
    """Every kind so many times, over stories in a drawn order, each place used once a kind where there are enough."""
    spare = [found.group(1) for text in stories.values() for found in QUOTE.finditer(text)]
    words = sorted({word for quote in spare for word in re.findall(r"\b[a-z]{5,}\b", quote)})
    for kind, make in MAKERS.items():
        made = 0
        places = [(story, found) for story, text in stories.items() for found in make.places.finditer(text)]
        draw.shuffle(places)
        for story, found in places * 2:  # where there are too few, a place is used again with another draw
            swap = make.swap(found, stories[story], draw, words, spare)
            if swap is not None and made < EACH:
                made += 1
                yield Swap(kind, story, *swap)


class Maker(NamedTuple):
    """Where a kind of swap may be made, and how."""

    places: re.Pattern[str]
    swap: object


def put(text: str, start: int, end: int, words: str) -> str:
    return text[:start] + words + text[end:]


def changed(found, text, draw, words, spare):  # noqa: ARG001 - one shape for all five
    inside = list(re.finditer(r"\b[a-z]{5,}\b", found.group(1)))
    if not inside:
        return None
    one = draw.choice(inside)
    new = draw.choice([word for word in words if word[0] != one.group()[0]])
    start = found.start(1) + one.start()
    return put(text, start, found.start(1) + one.end(), new), found.start(1), start + len(new)


def negated(found, text, draw, words, spare):  # noqa: ARG001
    one = AUXILIARY.search(found.group(1))
    if one is None or "not" in found.group(1)[one.end() : one.end() + 5]:
        return None
    at = found.start(1) + one.end()
    return put(text, at, at, " not"), found.start(1), at + 4


def another(found, text, draw, words, spare):  # noqa: ARG001
    quote, name = next((a, b) for a, b in ((1, 2), (3, 4), (6, 5)) if found.group(a))
    new = draw.choice(STRANGERS)
    start = found.start(quote) + (len(new) - len(found.group(name)) if name < quote else 0)
    return put(text, found.start(name), found.end(name), new), start, start + len(found.group(quote))


def invented(found, text, draw, words, spare):  # noqa: ARG001
    new = draw.choice([quote for quote in spare if quote not in text])
    return put(text, found.start(1), found.end(1), new), found.start(1), found.start(1) + len(new)


def marked(found, text, draw, words, spare):  # noqa: ARG001
    start, end = found.span(1)
    return put(text, start, end + 1, f'"{found.group(1)}."'), start + 1, end + 1


def curled(text: str, draw: random.Random) -> str:  # noqa: ARG001
    """Other marks."""
    return re.sub(r'(?<![^\s(])"(?=\w)', "“", text).replace('"', "”").replace("'", "’")


def cut(text: str, draw: random.Random) -> str:
    """Words left out of each longer quotation, and said so."""

    def shorter(found: re.Match[str]) -> str:
        words = found.group(1).split()
        at = draw.randrange(2, max(3, len(words) - 4))
        return found.group().replace(found.group(1), " ".join([*words[:at], "...", *words[at + 2 :]]))

    return QUOTE.sub(shorter, text)


def bracketed(text: str, draw: random.Random) -> str:
    """A word put in, in brackets."""

    def wider(found: re.Match[str]) -> str:
        words = found.group(1).split()
        at = draw.randrange(1, len(words))
        return found.group().replace(found.group(1), " ".join([*words[:at], "[sic]", *words[at:]]))

    return QUOTE.sub(wider, text)


def same(text: str, draw: random.Random) -> str:  # noqa: ARG001
    """Nothing at all."""
    return text


ALLOWED = {"nothing": same, "other marks": curled, "words cut, with dots": cut, "brackets": bracketed}
MAKERS = {
    "a word changed": Maker(QUOTE, changed),
    "a negation added": Maker(QUOTE, negated),
    "another speaker": Maker(SPOKEN, another),
    "an invented quotation": Maker(QUOTE, invented),
    "marks put on a paraphrase": Maker(SAID, marked),
}


def stories() -> dict[str, str]:
    """The originals, one a story."""
    with gzip.open(PAIRS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row["id"].split("-")[1]: row["original"] for row in rows}


def main() -> int:
    """Swap, compare, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--misses", action="store_true", help="show what was missed or told in vain")
    options = parser.parse_args()
    if not PAIRS.is_file():
        print(f"Skipped: the texts are read from {PAIRS}, which is not there.")
        return 0
    engine = Engine(load())
    comparer = Comparer(engine.rules)
    known = stories()
    originals = {name: engine.check(from_text(text, name=f"{name}.txt")) for name, text in known.items()}
    caught, named, floor, total = Counter(), Counter(), Counter(), Counter()
    for swap in swaps(known, random.Random(options.seed)):
        report = engine.check(from_text(swap.text, name="copy.txt"))
        found = told(comparer, report, originals[swap.story])
        here = {rule for rule, span in found if span.start < swap.end and swap.start < span.end}
        total[swap.kind] += 1
        caught[swap.kind] += bool(here)
        named[swap.kind] += bool(here.intersection(EXPECTED[swap.kind]))
        floor[swap.kind] += swap.kind != "another speaker" and swap.text[swap.start : swap.end] not in known[swap.story]
        if not here and options.misses:
            print(f"missed, {swap.kind}: {swap.story} “{swap.text[max(0, swap.start - 60) : swap.end + 60]}”")
    false = {kind: untouched(kind, engine, comparer, originals, options) for kind in ALLOWED}
    for kind, number in total.items():
        print(f"{kind:28} {caught[kind]:3} of {number:3} caught, {named[kind]:3} by name; floor {floor[kind]:3}")
    print(f"{'all':28} {sum(caught.values()):3} of {sum(total.values()):3} caught; floor {sum(floor.values()):3}")
    for kind, (alarms, quotations) in false.items():
        print(
            f"changed: {kind:20} {alarms} of {quotations} quotations told in vain ({100 * alarms / quotations:.1f} %)"
        )
    return 0


def untouched(kind, engine, comparer, originals, options) -> tuple[int, int]:
    """Quotations told though no word was changed, and how many there are."""
    draw = random.Random(options.seed)
    alarms = quotations = 0
    for name, original in originals.items():
        report = engine.check(from_text(ALLOWED[kind](original.text, draw), name="copy.txt"))
        quotations += len(comparer.beside(report, [original]).quotes)
        found = told(comparer, report, original)
        alarms += len({span for _, span in found})
        if found and options.misses:
            print(f"in vain: {name} {[(rule, span.of(report.text)) for rule, span in found]}")
    return alarms, quotations


def told(comparer: Comparer, report, original):
    """(rule, place) of every finding on a quotation."""
    names = {f"drift-quotation-{name}": name for name in RULES}
    found = comparer.compare(report, [original]).findings
    return [(names[one.rule], one.span) for one in found if one.rule in names]


if __name__ == "__main__":
    sys.exit(main())
