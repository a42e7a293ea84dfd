#!/usr/bin/env python3
"""Article text out of saved pages: ours beside trafilatura, and beside the floor (all text of the page).

    pip download --no-deps --no-binary :all: newspaper4k && tar xzf newspaper4k-*.tar.gz
    python benchmarks/pages.py newspaper4k-*/tests/data

The folder holds html/NAME.html and txt/NAME.txt, the text a person took from the page (without its headline,
so that precision stays below 1). Precision and recall are over runs of three words; the median of the pages
is shown, and the time in CPU seconds.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from verifier import reading
from verifier.errors import InputError


def ours(page: str) -> str:
    try:
        return reading.from_text(page, name="page", format="html").text
    except InputError:
        return ""


def floor(page: str) -> str:
    from selectolax.lexbor import LexborHTMLParser

    parser = LexborHTMLParser(page)
    parser.strip_tags(["script", "style", "noscript", "head"])
    return parser.body.text(separator=" ") if parser.body else ""


def trafilatura() -> Callable[[str], str] | None:
    try:
        from trafilatura import extract
    except ImportError:
        return None
    return lambda page: extract(page, include_comments=False) or ""


def runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return Counter(zip(words, words[1:], words[2:], strict=False))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    options = parser.parse_args()
    pages = sorted((options.folder / "html").glob("*.html")) if options.folder else []
    pairs = [(page, options.folder / "txt" / f"{page.stem}.txt") for page in pages]
    pairs = [(page, gold) for page, gold in pairs if gold.exists()]
    if not pairs:
        print("skipped: give a folder with html/ and txt/ (see --help)")
        return
    for name, extract in {"floor": floor, "trafilatura": trafilatura(), "ours": ours}.items():
        if extract is None:
            print(f"{name:12} skipped: not installed (pip install trafilatura lxml_html_clean)")
            continue
        extract("<p>A first call loads what is slow. It is not counted.</p>")
        precision, recall, seconds = [], [], 0.0
        for page, gold in pairs:
            words = page.read_text("utf-8", errors="replace")
            start = process_time()
            found, wanted = runs(extract(words)), runs(gold.read_text("utf-8"))
            seconds += process_time() - start
            same = sum((found & wanted).values())
            precision.append(same / max(1, found.total()))
            recall.append(same / max(1, wanted.total()))
        low = sum(value < 0.9 for value in recall)
        print(
            f"{name:12} {len(pairs)} pages  median precision {median(precision):.3f}  recall {median(recall):.3f}  "
            f"pages with recall under .9: {low}  {seconds:.2f} CPU s"
        )


if __name__ == "__main__":
    main()
