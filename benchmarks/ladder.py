"""Whether time grows faster than text: hostile texts of every kind, at several sizes, and the exponent of their times.

    python benchmarks/ladder.py [--sizes 100 200 400 800] [--kind NAME …] [--made N] [--limit 1.2]

A size is in kB. ``made`` kinds are put together at random, by seed, of what the others are made of. The exponent is
that of the last two sizes: 1 is linear, 2 is quadratic. It is processor time, so that other work counts little.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "hostile"))

from kinds import KINDS, made

import verifier
from verifier.errors import VerifyError
from verifier.reading import docx, from_text

ENOUGH = 60.0  # seconds: what takes longer is not tried at the next size


def seconds(text: str | bytes, format: str, engine: verifier.Engine) -> float:
    begun = time.process_time()
    try:
        document = docx.read(text, "d.docx") if isinstance(text, bytes) else from_text(text, name="d", format=format)
        engine.check(document)
    except VerifyError:
        pass  # refused, which took its time too
    return time.process_time() - begun


def ladder(kind: tuple[str, Callable[[int], str | bytes]], sizes: list[int], engine: verifier.Engine) -> list[float]:
    format, make = kind
    times: list[float] = []
    for size in sizes:
        times.append(seconds(make(size * 1000), format, engine))
        if times[-1] > ENOUGH:
            break
    return times


def exponent(times: list[float], sizes: list[int]) -> float:
    if len(times) < 2:
        return math.inf if times and times[0] > ENOUGH else math.nan
    return math.log(times[-1] / max(times[-2], 0.02)) / math.log(sizes[len(times) - 1] / sizes[len(times) - 2])


def chosen(options: argparse.Namespace) -> Iterator[tuple[str, tuple[str, Callable[[int], str | bytes]]]]:
    for name, kind in KINDS.items():
        if not options.kind or any(part in name for part in options.kind):
            yield name, kind
    for seed in range(options.seed, options.seed + options.made):
        yield f"made {seed}", made(random.Random(seed))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[100, 200, 400, 800])
    parser.add_argument("--kind", nargs="+", default=[])
    parser.add_argument("--made", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--limit", type=float, default=1.2)
    options = parser.parse_args()
    engine = verifier.Engine(verifier.load())
    engine.check(from_text("It rained, officials said.", name="d", format="text"))
    worse = 0
    for name, kind in chosen(options):
        times = ladder(kind, options.sizes, engine)
        grown = exponent(times, options.sizes)
        worse += grown > options.limit or len(times) < len(options.sizes)
        print(f"{name:<34} {' '.join(f'{each:8.2f}' for each in times)}   ^{grown:.2f}", flush=True)
    print(f"{worse} above {options.limit}")
    return worse > 0


if __name__ == "__main__":
    sys.exit(main())
