"""The formats: one module each, imported when it is asked for. A renderer chooses nothing.

A module of scope ``draft`` offers ``render(report, look) -> str | bytes``; one of scope ``run`` offers
``render(reports, look) -> str | bytes`` for all drafts of a run at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from verifier.errors import InputError, did_you_mean


@dataclass(frozen=True, slots=True)
class Look:
    """What a renderer may know of where its output goes.

    ``width`` is in columns. ``links`` has the written report of each draft, in the order of the
    reports; ``wrote`` names every file written; ``path`` is the draft's own file, where it has one; ``pages`` has the
    page of each rule that has one, as the output would link to it; ``greeting`` and ``sign_off`` are the house's;
    ``how_often``: beside each question, how often its rule was right on labelled drafts;
    ``with_text``: JSON carries the text as read.
    """

    ascii: bool = False
    colour: bool = False
    width: int = 80
    links: tuple[str, ...] = ()
    wrote: tuple[str, ...] = ()
    path: Path | None = None
    pages: Mapping[str, str] = field(default_factory=dict)
    with_text: bool = False
    how_often: bool = False
    greeting: str = "Hello,"
    sign_off: str = "Thank you."


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write reports. ``to_file``: it goes to the output folder unless told otherwise."""

    name: str
    module: str
    extension: str
    scope: str = "draft"  # draft: one file each | run: one for all drafts
    to_file: bool = False
    binary: bool = False
    marked: bool = False  # drafts come in this format too, and so its reports say that they are none
    about: str = ""

    def load(self) -> Callable[..., Any]:
        """The ``render`` function of the module, imported now."""
        render: Callable[..., Any] = import_module(self.module).render
        return render


FORMATS: dict[str, Format] = {
    found.name: found
    for found in (
        Format(
            "md",
            "verifier.report.markdown",
            ".md",
            to_file=True,
            marked=True,
            about="the report, a file a draft, and an index",
        ),
        Format("terminal", "verifier.report.terminal", ".txt", scope="run", about="a summary for the screen"),
        Format("json", "verifier.report.json", ".json", about="everything, for programs (schema/report-1.json)"),
        Format("jsonl", "verifier.report.jsonl", ".jsonl", scope="run", about="the same, one draft a line"),
        Format(
            "html",
            "verifier.report.html",
            ".html",
            to_file=True,
            marked=True,
            about="one page: highlights, pictures, filters",
        ),
        Format(
            "docx",
            "verifier.report.docx",
            ".docx",
            to_file=True,
            binary=True,
            marked=True,
            about="Word, weak claims commented",
        ),
        Format("mail", "verifier.report.mail", ".mail.txt", about="the questions as plain text to send"),
        Format("csv", "verifier.report.csv", ".csv", scope="run", about="one row a claim"),
        Format(
            "checklist",
            "verifier.report.checklist",
            ".checklist.md",
            marked=True,
            about="facts to tick, with empty columns",
        ),
        Format(
            "checklist-csv", "verifier.report.checklist_csv", ".checklist.csv", scope="run", about="the same as a sheet"
        ),
        Format("sarif", "verifier.report.sarif", ".sarif", scope="run", about="SARIF 2.1.0, for code scanning"),
        Format("junit", "verifier.report.junit", ".xml", scope="run", about="JUnit XML, for CI"),
        Format("github", "verifier.report.github", ".github.log", scope="run", about="annotations for GitHub Actions"),
        Format("wikitext", "verifier.report.wikitext", ".wiki", about="the draft with Wikipedia's inline tags"),
    )
}

INDEX = Format("index", "verifier.report.index", ".md", scope="run", marked=True)
"""Comes with the Markdown reports: one row a draft."""


def find(name: str) -> Format:
    """The format called ``name``; InputError with a suggestion when there is none."""
    if name not in FORMATS:
        raise InputError(f"Unknown format “{name}”.{did_you_mean(name, FORMATS)} There are: {', '.join(FORMATS)}.")
    return FORMATS[name]
