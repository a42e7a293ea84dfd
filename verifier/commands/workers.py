"""Many drafts to JSON lines, in one process or several; the lines and their order are the same."""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import signal
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from verifier.commands.drafts import Problems
from verifier.commands.session import check_one
from verifier.errors import VerifyError
from verifier.report.jsonl import line

if TYPE_CHECKING:
    from verifier.model import Document

_AHEAD = 8


def lines(documents: Iterable[Document], options: argparse.Namespace, problems: Problems) -> Iterator[str]:
    """A line a document, in the order given; at most a few documents a worker are held at a time."""
    plain = argparse.Namespace(**{name: value for name, value in vars(options).items() if name != "run"})
    for made, problem in _made(documents, plain):
        if problem:
            problems.add(problem)
        else:
            yield made


def _made(documents: Iterable[Document], options: argparse.Namespace) -> Iterator[tuple[str, str]]:
    if options.workers == 1:
        yield from (_line(document, options) for document in documents)
        return
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor

    waiting: deque[Future[tuple[str, str]]] = deque()
    with ProcessPoolExecutor(options.workers, initializer=_deaf) as pool:
        try:
            for document in documents:
                with _undisturbed():  # this may start a worker
                    waiting.append(pool.submit(_line, document, options))
                if len(waiting) >= options.workers * _AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BaseException:  # an interrupted run waits for no draft, only till the pool sees its workers gone
            for process in multiprocessing.active_children():
                process.terminate()
            pool.shutdown(wait=True, cancel_futures=True)
            raise


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits till the end of the block; a process that is started in it hears none before it is deaf."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _deaf() -> None:
    """A worker leaves Ctrl-C, which reaches it too, to the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _line(document: Document, options: argparse.Namespace) -> tuple[str, str]:
    """One report, or what is wrong with the draft; the rules are loaded once a process, as the loader keeps them."""
    try:
        return line(check_one(document, options).report, with_text=options.with_text), ""
    except VerifyError as error:
        return "", str(error)
