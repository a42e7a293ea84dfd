"""Whether comparing drafts stays fast as they grow many.

    python benchmarks/compare_speed.py [NUMBER...]

Makes drafts of invented news, eight paragraphs on one of many events each, a few drafts an event as a day's file has
them, and times ``relate`` on 125, 250, … of them (one process). Reading and checking the drafts is timed apart. The
last column is time over n·log n, which must not grow.
"""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Sequence

from verifier.engine import Engine
from verifier.model import Report
from verifier.reading import from_text
from verifier.ruleset import load

NUMBERS = (125, 250, 500, 1000, 2000)
A_STORY = 4  # drafts on one event
FIRST = "Ba Do Ka Lo Ma Ne Pi Ra Se Ta Vo Zu Gri Sta Bre Cla Dre Fla".split()
MIDDLE = "ba de ki lo mu na pe ri so tu va ze gor lan mer nis".split()
LAST = "berg den ford ham kov land lin mar ney ov rin son stad ton ville wick".split()
DEEDS = (
    "{who} withdrew {size} of its {thing} from {where} on {day}.",
    "Officials of {who} said the talks with {whom} would go on in {where}.",
    "{whom} denied that {number} workers had been dismissed at the {thing} plant.",
    "{who} has agreed to buy the {thing} of {whom} for ${number} million.",
    "Police in {where} arrested {number} people after the blast at the {thing}, {whom} said.",
    "The future of the {thing} in {where} remains uncertain, according to {whom}.",
    "{person}, who leads {who}, resigned on {day} after the vote in {where}.",
    "{who} may close its {thing} in {where} by the end of the year, {person} said.",
)


def invent(number: int) -> list[str]:
    """Drafts on ``number // A_STORY`` events, each draft a choice and order of sentences of its event."""
    chance = random.Random(11)

    def name() -> str:
        return chance.choice(FIRST) + chance.choice(MIDDLE) + chance.choice(LAST)

    drafts: list[str] = []
    while len(drafts) < number:
        facts = {
            "who": name(), "whom": name(), "where": name(), "person": f"{name()} {name()}",
            "size": chance.choice(("most", "some", "all")), "thing": chance.choice(MIDDLE) + chance.choice(LAST),
            "number": chance.randint(3, 900), "day": chance.choice(("Monday", "Tuesday", "Friday")),
        }  # fmt: skip
        sentences = [deed.format(**facts) for deed in DEEDS]
        for _ in range(A_STORY):
            order = chance.sample(sentences, len(sentences) - 1)
            head = f"{facts['who']} and {facts['whom']} at odds over {facts['where']}"
            drafts.append(f"# {head}\n\n" + "\n\n".join(order) + "\n")
    return drafts[:number]


def checked(texts: Sequence[str], engine: Engine) -> list[Report]:
    """Reports without what is between drafts."""
    return [engine.check(from_text(t, name=f"{i:05}.md", format="markdown")) for i, t in enumerate(texts)]


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    numbers = [int(a) for a in arguments if a.isdigit()] or list(NUMBERS)
    engine = Engine(load())
    began = time.process_time()
    reports = checked(invent(max(numbers)), engine)
    print(f"{len(reports)} drafts read and checked in {time.process_time() - began:.1f} s")
    print(f"{'drafts':>7} {'relations':>10} {'seconds':>9} {'µs / n log n':>13}")
    engine.relater.study(reports[:8])
    for number in numbers:
        began = time.process_time()
        found = engine.relater.study(reports[:number]).relations
        took = time.process_time() - began
        print(f"{number:7} {len(found):10} {took:9.2f} {1e6 * took / (number * math.log2(number)):13.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
