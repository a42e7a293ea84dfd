"""For programs and notebooks: many drafts as an iterator, reports as data frames and as pages."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from verifier.errors import InputError
from verifier.model import Report
from verifier.report import Look
from verifier.report.csv import COLUMNS, rows

if TYPE_CHECKING:
    from concurrent.futures import Future

    from verifier.ruleset import RuleSet

_AHEAD = 8  # drafts held for each process


def verify_many(paths: Iterable[Path | str], *, jobs: int = 1, rules: Iterable[Path | str] = ()) -> Iterator[Report]:
    """The report of each draft, in the order given, each checked on its own.

    ``rules`` are folders laid over the built-in set. With ``jobs`` processes the reports are the same. A draft that
    cannot be read raises ``InputError`` at its turn.
    """
    laid = tuple(map(str, rules))
    if jobs <= 1:
        yield from (_check(str(path), laid) for path in paths)
        return
    from concurrent.futures import ProcessPoolExecutor

    waiting: deque[Future[Report]] = deque()
    with ProcessPoolExecutor(jobs) as pool:
        for path in paths:
            waiting.append(pool.submit(_check, str(path), laid))
            if len(waiting) >= jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_rules: dict[tuple[str, ...], RuleSet] = {}  # loaded once a process


def _check(path: str, laid: tuple[str, ...]) -> Report:
    from verifier.engine import check
    from verifier.reading import read
    from verifier.ruleset import load

    if laid not in _rules:
        _rules[laid] = load(laid)
    return check(read(path), _rules[laid])


def to_frame(report: Report, kind: str = "") -> Any:
    """One row a claim, columns as in ``--format csv``: a polars frame where polars is installed, else a pandas one.

    ``kind`` asks for ``polars`` or ``pandas``; ``InputError`` names what to install.
    """
    lines = list(rows(report))
    columns = {name: [line[at] for line in lines] for at, name in enumerate(COLUMNS)}
    for name in (kind,) if kind else ("polars", "pandas"):
        if name not in {"polars", "pandas"}:
            raise InputError(f"unknown frame “{name}”: polars or pandas.")
        try:
            module = __import__(name)
        except ImportError:
            continue
        return module.DataFrame(columns)
    raise InputError(f"data frames need {kind or 'polars or pandas'}: pip install {kind or 'polars'}")


class Page(NamedTuple):
    """What a notebook shows as an output cell."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def page(report: Report) -> Page:
    """The HTML page of a report, for a notebook’s output cell: in a frame, so that its styles stay its own."""
    from html import escape

    from verifier.report.html import render

    words = escape(render(report, Look()))
    return Page(f'<iframe srcdoc="{words}" style="width:100%;height:40rem;border:0" title="verify"></iframe>')
