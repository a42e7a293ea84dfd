"""``verify PATH…``: read the drafts, check them, write the reports."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from verifier.commands import drafts, output, places
from verifier.commands.options import add_limits, add_look, add_rules
from verifier.commands.places import Target
from verifier.errors import InputError, VerifyError, unexpected
from verifier.files import Guard, say, whole_file, write
from verifier.report import FORMATS, Format, Look, find
from verifier.words import legible

if TYPE_CHECKING:
    from verifier.model import Document, Report
    from verifier.ruleset import RuleSet


def add_commands(subparsers: Any) -> None:
    """``check``, which is also what runs without a command's name."""
    parser = subparsers.add_parser("check", help="check drafts and write their reports")
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a draft, a folder of drafts, or - for standard input")
    parser.add_argument("-f", "--format", action="append", default=[], metavar="FORMAT", help=_formats())
    parser.add_argument("-o", "--out", type=Path, metavar="DIR", help="where files go (default: reports/)")
    parser.add_argument("--stdin-filename", default=drafts.STDIN, metavar="NAME", help="what to call standard input")
    parser.add_argument(
        "--workers", type=_positive, metavar="N", help="for --format jsonl: so many processes, each draft on its own"
    )
    parser.add_argument("--watch", action="store_true", help="check again whenever a draft is saved")
    parser.add_argument(
        "--against",
        action="append",
        default=[],
        metavar="ORIGINAL",
        help="repeatable: what a rewrite comes from, a file or a folder: quotations altered, sources and facts changed",
    )
    parser.add_argument("--with-text", action="store_true", help="JSON carries the text that its offsets point into")
    add_limits(parser)
    parser.add_argument("--how-often", action="store_true", help="beside each question, how often its rule was right")
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
    """Exit status: 0 the reports are written, 1 a limit is passed, 2 a named draft could not be checked."""
    if options.watch:
        from verifier.commands.watch import watch

        return watch([*options.paths, *map(str, options.rules)], lambda: _once(options))
    return _once(options)


def _once(options: argparse.Namespace) -> int:
    for name in options.format:
        find(name)
    problems = drafts.Problems()
    paths = drafts.find(options.paths, problems=problems)
    if not paths:
        return 2
    documents = drafts.read_all(paths, stdin_filename=options.stdin_filename, problems=problems)
    limited = options.fail_on or options.max_unsourced is not None
    if options.workers and options.format == ["jsonl"] and not limited:
        if len(paths) > 1:
            problems.note("--workers: each draft is checked on its own; what several say of one event is left out.")
        _stream(documents, options, problems, places.guard(paths, options))
        passed = []
    else:
        passed = _together(documents, options, problems, places.guard(paths, options))
    for line in passed:
        say(line)
    return 2 if problems.count else 1 if passed else 0


def _stream(
    documents: Iterable[Document], options: argparse.Namespace, problems: drafts.Problems, guard: Guard
) -> None:
    """One draft at a time, so that memory stays flat; each is checked on its own."""
    from verifier.commands.workers import lines

    found = lines(documents, options, problems)
    if options.out is None:
        output.to_stdout(found)
        return
    path = options.out / "reports.jsonl"
    guard.check([path])
    with whole_file(path) as file:
        for line in found:
            file.write(line.encode("utf-8", "replace"))


def _together(
    documents: Iterable[Document], options: argparse.Namespace, problems: drafts.Problems, guard: Guard
) -> list[str]:
    """Check all drafts and write every format; what comes back are the limits that were passed."""
    from verifier.commands.session import check_all
    from verifier.desk.limits import known_names, passed

    checked = check_all(documents, options, problems)
    if not checked:
        return []
    for each in checked:
        known_names(each.settings.get("fail_on"), each.rules)
    _tell_overdue({each.rules.id: each.rules for each in checked}.values())
    reports = [each.report for each in checked]
    chosen = checked[0].settings
    formats = [find(name) for name in dict.fromkeys(chosen.get("format"))]
    out = Path(chosen.get("out"))
    look = output.look(ascii=options.ascii, no_color=options.no_color, with_text=options.with_text)
    look = replace(look, how_often=options.how_often, greeting=chosen.get("greeting"), sign_off=chosen.get("sign_off"))
    files = list(_write(reports, formats, _Writing(out, look, guard, told=options.out is not None), problems))
    if not options.quiet and (files or any(found.name == "terminal" for found in formats)):
        output.to_stdout(FORMATS["terminal"].load()(reports, replace(look, wrote=tuple(files))))
    return [
        line
        for each in checked
        for line in passed(
            each.report, fail_on=each.settings.get("fail_on"), max_unsourced=each.settings.get("max_unsourced")
        )
    ]


class _Writing(NamedTuple):
    """Where files go and what they may not replace; ``told``: the folder was named, so all formats go there."""

    out: Path
    look: Look
    guard: Guard
    told: bool


def _tell_overdue(sets: Iterable[RuleSet]) -> None:
    """Exceptions to rules whose day is past still hold; whoever runs the check is told."""
    today = date.today().isoformat()  # noqa: DTZ011 - the desk's own day
    for one in (one for rules in sets for one in rules.exemptions if one.expires < today):
        say(f"{one.path}:{one.line}: the exception to “{one.rule}” {one.overdue}.")


def _write(
    reports: Sequence[Report], formats: Sequence[Format], settings: _Writing, problems: drafts.Problems
) -> Iterator[str]:
    """Every format but the screen's; the paths of the files as they are written."""
    out, look, guard = settings.out, settings.look, settings.guard
    wanted = [found for found in formats if found.name != "terminal"]
    filed = [found for found in wanted if settings.told or len(wanted) > 1 or found.to_file]
    targets = places.plan([report.name for report in reports], filed, out)
    places.check(targets, guard)
    if any(found.name == "github" for found in wanted if found not in filed):
        guard.check(output.job_summary_file())
    for found in wanted:
        if found not in filed:
            _print(reports, found, look)
    yield from _files(reports, targets, replace(look, pages=_pages(out)), problems)


def _files(
    reports: Sequence[Report], targets: Sequence[Target], look: Look, problems: drafts.Problems
) -> Iterator[str]:
    look = replace(look, links=tuple(target.path.name for target in targets if target.format.name == "md"))
    for target in targets:
        try:
            words = _rendered(reports, target, look)
        except VerifyError as error:  # a Word file with a part that only writing looks into
            problems.add(error)
        except Exception as error:  # noqa: BLE001 - the other reports are written whatever happens to one
            problems.add(f"{target.path}: {unexpected(error)}")
        else:
            write(target.path, words)
            yield target.path.as_posix()


def _rendered(reports: Sequence[Report], target: Target, look: Look) -> str | bytes:
    render: Callable[..., str | bytes] = target.format.load()
    if target.draft < 0:
        return _fit(render(reports, look))
    return _fit(render(reports[target.draft], _at(look, reports[target.draft])))


def _fit(words: str | bytes) -> str | bytes:
    """Nothing of a draft steers what shows a report; in JSON such letters are written by their numbers already."""
    return legible(words) if isinstance(words, str) else words


def _pages(out: Path) -> dict[str, str]:
    """The pages that ``verify rules docs`` wrote here, as a file in ``out`` would link to them."""
    from verifier.ruleset.packs import PAGES

    try:
        up = Path(os.path.relpath(PAGES, out)).as_posix()
    except ValueError:  # another drive
        return {}
    return {path.stem: f"{up}/{path.name}" for path in sorted(PAGES.glob("*.md"))}


def _print(reports: Sequence[Report], found: Format, look: Look) -> None:
    if found.name == "json" and len(reports) > 1:
        found = FORMATS["jsonl"]
    render = found.load()
    if found.scope == "run":
        output.to_stdout(_fit(render(reports, look)) if found.name != "terminal" else render(reports, look))
        if found.name == "github":
            output.job_summary(reports)
        return
    if found.binary and len(reports) > 1:
        raise InputError(f"--format {found.name} makes one file a draft: say where they go with --out DIR.")
    for report in reports:
        output.to_stdout(_fit(render(report, _at(look, report))))


def _at(look: Look, report: Report) -> Look:
    path = report.draft.document.path
    return replace(look, path=Path(path) if path else None)
