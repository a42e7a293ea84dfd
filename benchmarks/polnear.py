"""What the benchmarks with labels of our own read of PolNeAR train: the texts of the labelled articles."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from verifier.model import Draft

TRAIN = Path(__file__).resolve().parents[2] / "shared" / "eval" / "polnear-train.jsonl.gz"


def texts(wanted: set[str]) -> dict[str, str]:
    """The articles of these ids, by id."""
    found = {}
    with gzip.open(TRAIN, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["id"] in wanted:
                found[record["id"]] = record["text"]
    return found


def sentence_at(draft: Draft, place: int) -> int:
    """The sentence that a labelled place stands in."""
    return max((one.index for one in draft.sentences if one.span.start <= place), default=0)
