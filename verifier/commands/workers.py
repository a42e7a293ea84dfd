"""Many drafts to JSON lines, in one process or several; the lines and their order are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from verifier.pipeline import check
from verifier.render.jsonl import line
from verifier.ruleset import load

if TYPE_CHECKING:
    from verifier.model import Document
    from verifier.ruleset import RuleSet

_rules: RuleSet | None = None
_AHEAD = 8


def lines(documents: Iterable[Document], rules: RuleSet, *, workers: int, folders: Sequence[Path]) -> Iterator[str]:
    """A line a document, in the order given; at most a few documents a worker are held at a time."""
    if workers == 1:
        yield from (line(check(document, rules)) for document in documents)
        return
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor

    waiting: deque[Future[str]] = deque()
    with ProcessPoolExecutor(workers, initializer=_start, initargs=(tuple(folders),)) as pool:
        for document in documents:
            waiting.append(pool.submit(_line, document))
            if len(waiting) >= workers * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _start(folders: tuple[Path, ...]) -> None:
    """Each worker reads the rules once."""
    global _rules  # noqa: PLW0603 - a worker's own, set before its first draft
    _rules = load(folders)


def _line(document: Document) -> str:
    if _rules is None:
        raise RuntimeError("a worker was not started")
    return line(check(document, _rules))
