"""``verify PATH…``: read the drafts, check them, write the reports."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verifier.commands import drafts, output
from verifier.commands.options import add_look, add_rules
from verifier.errors import InputError
from verifier.render import FORMATS, Format, Look, find

if TYPE_CHECKING:
    from verifier.model import Document, Report
    from verifier.ruleset import RuleSet

OUT = Path("reports")


@dataclass(frozen=True, slots=True)
class Written:
    """What a run produced: the reports, and the files, in the order they were written."""

    reports: tuple[Report, ...]
    files: tuple[str, ...]


def add_commands(subparsers: Any) -> None:
    """``check``, which is also what runs without a command's name."""
    parser = subparsers.add_parser("check", help="check drafts and write their reports")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a draft, a folder of drafts, or - for standard input")
    parser.add_argument("-f", "--format", action="append", default=[], metavar="FORMAT", help=_formats())
    parser.add_argument("-o", "--out", type=Path, metavar="DIR", help="where files go (default: reports/)")
    parser.add_argument("--stdin-filename", default="stdin.txt", metavar="NAME", help="what to call standard input")
    parser.add_argument("--workers", type=_positive, default=1, metavar="N", help="processes for --format jsonl")
    parser.add_argument("-q", "--quiet", action="store_true", help="print no summary")
    add_rules(parser)
    add_look(parser)
    parser.set_defaults(run=run)


def _formats() -> str:
    return "repeatable: " + "; ".join(f"{found.name}, {found.about}" for found in FORMATS.values())


def _positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"a whole number from 1 is needed, not “{text}”")
    return number


def run(options: argparse.Namespace) -> int:
    """Exit status: 0 the reports are written, 2 a named draft could not be checked."""
    formats = [find(name) for name in dict.fromkeys(options.format)] or [FORMATS["md"]]
    problems = drafts.Problems()
    paths = drafts.find(options.paths, out=options.out or OUT, problems=problems)
    if not paths:
        return 2
    from verifier.ruleset import load

    rules = load(options.rules)
    documents = drafts.read_all(paths, stdin_filename=options.stdin_filename, problems=problems)
    if [found.name for found in formats] == ["jsonl"]:
        _stream(documents, rules, options)
    else:
        _together(documents, rules, formats, options)
    return 2 if problems.count else 0


def _stream(documents: Iterable[Document], rules: RuleSet, options: argparse.Namespace) -> None:
    """One draft at a time, so that memory stays flat; each is checked on its own."""
    from verifier.commands.workers import lines

    found = lines(documents, rules, workers=options.workers, folders=options.rules)
    if options.out is None:
        output.to_stdout(found)
        return
    with output.whole_file(options.out / "reports.jsonl") as file:
        for line in found:
            file.write(line.encode("utf-8", "replace"))


def _together(
    documents: Iterable[Document], rules: RuleSet, formats: Sequence[Format], options: argparse.Namespace
) -> None:
    from verifier.pipeline import check_together

    reports = check_together(documents, rules)
    if not reports:
        return
    look = output.look(ascii=options.ascii, no_color=options.no_color)
    files = list(_write(reports, formats, options, look))
    if not options.quiet and (files or any(found.name == "terminal" for found in formats)):
        links = tuple(name for name in files if not name.endswith("index.md"))
        shown = replace(look, wrote=tuple(files), links=links)
        output.to_stdout(FORMATS["terminal"].load()(reports, shown))


def _write(
    reports: Sequence[Report], formats: Sequence[Format], options: argparse.Namespace, look: Look
) -> Iterator[str]:
    """Every format but the screen's; the paths of the files as they are written."""
    wanted = [found for found in formats if found.name != "terminal"]
    to_file = options.out is not None or len(wanted) > 1
    for found in wanted:
        if to_file or found.to_file:
            yield from _files(reports, found, options.out or OUT, look)
        else:
            _print(reports, found, look)


def _files(reports: Sequence[Report], found: Format, out: Path, look: Look) -> Iterator[str]:
    render = found.load()
    if found.scope == "run":
        path = out / f"reports{found.extension}"
        output.write(path, render(reports, look))
        yield path.as_posix()
        return
    names = [stem + found.extension for stem in output.stems([report.name for report in reports])]
    for report, name in zip(reports, names, strict=True):
        output.write(out / name, render(report, _at(look, report)))
        yield (out / name).as_posix()
    if found.name == "md":
        from verifier.render import index

        output.write(out / "index.md", index.render(reports, replace(look, links=tuple(names))))
        yield (out / "index.md").as_posix()


def _print(reports: Sequence[Report], found: Format, look: Look) -> None:
    if found.name == "json" and len(reports) > 1:
        found = FORMATS["jsonl"]
    render = found.load()
    if found.scope == "run":
        output.to_stdout(render(reports, look))
        return
    if found.binary and len(reports) > 1:
        raise InputError(f"--format {found.name} makes one file a draft: say where they go with --out DIR.")
    for report in reports:
        output.to_stdout(render(report, _at(look, report)))


def _at(look: Look, report: Report) -> Look:
    path = report.draft.document.path
    return replace(look, path=Path(path) if path else None)
