"""How long one draft may keep a run: what takes longer is not checked, and said, so that the others are."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from verifier.errors import DraftError

LEAST = 60.0
"""Seconds of processor time that any draft has."""
PER_LETTER = 1 / 5_000
"""Seconds more for each letter: some twenty times what prose takes."""


def seconds(letters: int) -> float:
    """The seconds of processor time that a draft of so many letters has."""
    return LEAST + letters * PER_LETTER


@contextmanager
def budget(most: float, name: str) -> Iterator[None]:
    """DraftError once what is inside has taken more than ``most`` seconds of processor time.

    Other work on the machine does not count. Where there is no such clock (Windows, another thread), nothing is done.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise DraftError(f"{name}: not checked: it took more than {most:.0f} seconds. Split it, and please report it.")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, most)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
