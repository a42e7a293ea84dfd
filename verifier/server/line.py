"""One draft after another: checks run in one thread of their own, and a queue that is full says so at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

LONGEST = 64  # requests that wait; at a tenth of a second each, the last is served in six


class FullError(Exception):
    """More wait than can be served soon."""


class Line:
    """Runs what it is given in turn, in one thread, so that the service goes on listening."""

    def __init__(self, longest: int = LONGEST) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="verify")
        self._longest, self._waiting = longest, 0

    async def run(self, work: Callable[[], T]) -> T:
        """The result of ``work``; ``FullError`` where too many wait already."""
        if self._waiting >= self._longest:
            raise FullError
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Forget what waits, let what runs end."""
        self._pool.shutdown(wait=False, cancel_futures=True)
