"""``verify eval LABELS``: how often the reports are right, by labels of anybody's own drafts."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verifier.commands import output, session
from verifier.commands.options import add_look, add_rules

if TYPE_CHECKING:
    from verifier.evaluation.figures import Figure
    from verifier.evaluation.judging import Judge, Judged
    from verifier.evaluation.labels import LabelledDraft

FILLER = "name-filler"  # the list of words that do not tell whose name it is


def add_commands(subparsers: Any) -> None:
    """``eval``."""
    parser = subparsers.add_parser("eval", help="how often the reports are right, by labels of your own drafts")
    parser.add_argument("labels", type=Path, metavar="LABELS", help="labelled drafts, one JSON object a line (.gz too)")
    parser.add_argument("--breakdown", action="store_true", help="by genre, and what each question rule was worth")
    parser.add_argument("--faults", type=int, default=0, metavar="N", help="the first N rows that are wrong")
    parser.add_argument("--json", action="store_true", help="the figures for a program")
    add_rules(parser)
    add_look(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the figures, each with its 95 % interval, beside the floor and, where two labelled, people."""
    from verifier.evaluation.figures import agreement, figures
    from verifier.evaluation.labels import read

    drafts = read(options.labels)
    judge, judged, floor = judged_drafts(drafts, options)
    found, least, people = figures(judged), figures(floor), agreement(drafts, judge)
    if options.json:
        output.to_stdout(json.dumps({name: vars_of(one) for name, one in found.items()}, indent=1) + "\n")
        return 0
    lines = [f"{len(drafts)} drafts, {sum(len(draft.claims) for draft in drafts)} labelled claims", ""]
    lines += table(found, least, people)
    if options.breakdown:
        lines += _breakdown(judged)
    lines += _faults(judged, options.faults)
    output.to_stdout("\n".join(lines) + "\n")
    return 0


def judged_drafts(
    drafts: Sequence[LabelledDraft], options: argparse.Namespace
) -> tuple[Judge, list[Judged], list[Judged]]:
    """Every draft checked on its own and judged as it is shown; then the floor, the same rows with nobody behind."""
    from verifier.evaluation.judging import Judge
    from verifier.reading import from_text
    from verifier.report.json import line

    judge, judged, floor = None, [], []
    for draft in drafts:
        checked = session.check_one(from_text(draft.text, name=draft.name), options)
        report = json.loads(line(checked.report))
        for attribution in report["attributions"]:
            if source := attribution.get("source"):
                source["text"] = draft.text[source["start"] : source["end"]]
        judge = judge or Judge(word for entry in checked.rules.lists[FILLER].entries for word in entry)
        judged.append(judge.judge(draft, report))
        floor.append(judge.judge(draft, unsourced(report)))
    assert judge is not None, "labels hold a draft at least"  # noqa: S101
    return judge, judged, floor


def unsourced(report: dict[str, Any]) -> dict[str, Any]:
    """The floor: the same claims, every one bare and asked about."""
    bare = {"type": "uncited_assertion", "level": "UNSOURCED", "attributions": []}
    claims = [{**claim, **bare} for claim in report["claims"]]
    findings = [{"rule": "floor", "claim": claim["id"]} for claim in claims if claim.get("kind") != "none"]
    return {"claims": claims, "attributions": [], "findings": findings}


def vars_of(one: Figure) -> dict[str, float]:
    return {"value": round(one.value, 1), "of": one.of, "low": round(one.low, 1), "high": round(one.high, 1)}


def table(found: dict[str, Figure], floor: dict[str, Figure], people: dict[str, float]) -> Iterator[str]:
    """One line a figure: the value in per cent, its interval, what it is a share of, floor and people."""
    yield f"{'':12} {'%':>6}  {'95 %':>12}  {'of':>5}  {'floor':>6}  {'people':>6}"
    for name, one in found.items():
        person = f"{people[name]:6.1f}" if name in people else "–".rjust(6)
        interval = f"{one.low:5.1f}–{one.high:<6.1f}"
        yield f"{name:12} {one.value:6.1f}  {interval}  {one.of:5}  {floor[name].value:6.1f}  {person}"


def _breakdown(judged: Sequence[Judged]) -> Iterator[str]:
    from verifier.evaluation.figures import figures

    genres = sorted({one.genre for one in judged})
    for genre in genres if len(genres) > 1 else ():
        shares = figures([one for one in judged if one.genre == genre])
        yield f"{genre:12} " + " · ".join(f"{name} {one.value:.1f}" for name, one in shares.items())
    rules: Counter[tuple[str, str]] = sum((one.rules for one in judged), Counter())
    yield ""
    yield f"{'question':28} {'must':>5} {'may':>5} {'no':>5} {'spurious':>8}"
    worth = {rule: [rules[rule, ask] for ask in ("must", "may", "no", "spurious")] for rule, _ in rules}
    for rule, (must, may, no, spurious) in sorted(worth.items(), key=lambda item: -sum(item[1])):
        yield f"{rule:28} {must:5} {may:5} {no:5} {spurious:8}"
    confused: Counter[tuple[str, str]] = sum((one.confused for one in judged), Counter())
    yield ""
    yield from (f"{want} taken for {got}: {n}" for (want, got), n in confused.most_common(15))


def _faults(judged: Sequence[Judged], most: int) -> Iterator[str]:
    faults = [fault for one in judged for fault in one.faults][:most]
    for fault in faults:
        yield f"{fault.draft} | {fault.what} | {' '.join(fault.words.split())} | {fault.shown} | {fault.wanted}"
