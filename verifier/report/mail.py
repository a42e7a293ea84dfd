"""The questions as plain text to send: greeting, one numbered question each with its line, who speaks, sign-off."""

from __future__ import annotations

from collections.abc import Iterator

from verifier.model import Question, Report
from verifier.report import Look
from verifier.report.asked import excerpt, lines, others
from verifier.report.cast import cast_line
from verifier.report.labels import counted
from verifier.report.view import View
from verifier.report.words import cut, flat, wrap

_WIDTH = 72
_WORDS = 90


def render(report: Report, look: Look) -> str:
    """The mail on one draft; greeting and sign-off are the house's."""
    view = View(report)
    return letter(view, greeting=look.greeting, sign_off=look.sign_off)


def letter(view: View, *, greeting: str, sign_off: str) -> str:
    """The text of the mail, its lines wrapped."""
    parts = [greeting, *_body(view), sign_off]
    return "\n\n".join(part for part in parts if part) + "\n"


def _body(view: View) -> Iterator[str]:
    name = flat(view.report.name)
    if not view.lead:
        yield f"No questions on {name}."
        return
    yield f"{counted(len(view.lead), 'question')} on {name} before it runs:"
    for number, one in enumerate(view.lead, 1):
        yield "\n".join(_question(view, one, number))
    speakers = cast_line(view)
    if speakers:
        yield "\n".join(wrap(f"Who speaks in it, as we read it: {speakers}", _WIDTH))


def _question(view: View, one: Question, number: int) -> Iterator[str]:
    place = lines(view, one)
    words = excerpt(view, one, _WORDS)
    told = f"{place[:1].upper()}{place[1:]}: " if place else ""
    quoted = f"“{words}” " if words else ""
    head, indent = f"{number}. ", " " * (len(str(number)) + 2)
    for at, row in enumerate(wrap(f"{told}{quoted}{flat(one.text)}", _WIDTH - len(indent))):
        yield f"{indent if at else head}{row}"
    for claim in others(view, one):
        said = f"- line {view.line(claim.span)}: “{cut(claim.span.of(view.text), _WORDS)}”"
        for at, row in enumerate(wrap(said, _WIDTH - len(indent) - 2)):
            yield f"{indent}{'  ' if at else ''}{row}"
