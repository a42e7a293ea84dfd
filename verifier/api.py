"""For programs and notebooks: one draft or many, reports as data frames and as pages."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from verifier.engine import Engine
from verifier.errors import InputError
from verifier.model import Report
from verifier.reading import from_text, read
from verifier.report import Look
from verifier.report.csv import COLUMNS, rows
from verifier.ruleset import load

if TYPE_CHECKING:
    from concurrent.futures import Future

_AHEAD = 8  # drafts held for each process
_LONGEST_NAME = 1000  # letters of a text that may be meant as a file’s name


@cache
def _engine(laid: tuple[str, ...] = ()) -> Engine:
    """The engine of the built-in rules with some folders laid over them, made once a process."""
    return Engine(load(laid))


def verify(draft: Path | str, *, name: str = "draft.txt", format: str = "text", engine: Engine | None = None) -> Report:
    """Everything that can be said of one draft on its own, with the built-in rules where no engine is given.

    A ``Path`` is read as its ending says. A string is the text itself, read as ``format`` (text, markdown, html) and
    called ``name``. Raises ``InputError`` where a file cannot be read, and for a string that is a file’s name.
    """
    engine = engine or _engine()
    if isinstance(draft, Path):
        return engine.check(read(draft))
    if _is_file(draft):
        raise InputError(f"“{draft}” is the name of a file, not its text: verify(Path({draft!r})) reads it.")
    return engine.check(from_text(draft, name=name, format=format))


def _is_file(text: str) -> bool:
    try:
        return len(text) <= _LONGEST_NAME and "\n" not in text and Path(text).is_file()
    except (OSError, ValueError):
        return False


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


def _check(path: str, laid: tuple[str, ...]) -> Report:
    return _engine(laid).check(read(path))


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
