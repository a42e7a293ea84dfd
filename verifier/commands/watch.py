"""``--watch``: check again whenever a draft, a rule or the house file is saved."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from verifier import config
from verifier.errors import VerifyError
from verifier.files import say

_PAUSE = 0.5  # seconds between looks


def watch(paths: Sequence[str], once: Callable[[], int], *, looks: int | None = None) -> int:
    """Run ``once`` now and after every save under ``paths`` until interrupted, or for so many ``looks``."""
    status, seen = _run(once), _state(paths)
    print("verify: watching; Ctrl-C ends it.", file=sys.stderr)
    while looks is None or looks > 0:
        time.sleep(_PAUSE)
        now = _state(paths)
        if now != seen:
            status, seen = _run(once), _state(paths)
        looks = None if looks is None else looks - 1
    return status


def _run(once: Callable[[], int]) -> int:
    config.forget()
    try:
        return once()
    except VerifyError as error:  # a draft or rule in the midst of an edit: say it, and wait for the next save
        for line in str(error).splitlines():
            say(line)
        return 2


def _state(paths: Sequence[str]) -> dict[str, tuple[int, int]]:
    return {str(path): (stat.st_mtime_ns, stat.st_size) for path, stat in _stats(paths)}


def _stats(paths: Sequence[str]) -> Iterator[tuple[Path, os.stat_result]]:
    for name in paths:
        path = Path(name)
        for each in sorted(path.rglob("*")) if path.is_dir() else [path]:
            try:
                if each.is_file():
                    yield each, each.stat()
            except OSError:
                continue
