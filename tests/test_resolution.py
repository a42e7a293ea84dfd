"""Who a later mention or a pronoun stands for."""

import pytest

from verifier.engine import Engine
from verifier.reading import from_text
from verifier.report.labels import UNSURE
from verifier.report.view import View
from verifier.ruleset import load

RULES = load()
ENGINE = Engine(RULES)


def resolved(text):
    """(source as written, what it stands for, rule) of each attribution."""
    draft = ENGINE.prepare(from_text(text, name="draft.txt"))
    found = ENGINE.attributor.resolved(draft, ENGINE.attributor.found(draft))
    return [(one.source.name, one.source.resolved_name, one.source.resolved_by) for one in found if one.source]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Maria Stone said the plant would close.", id="the first mention stands for itself"),
        pytest.param("He said the plant would close.", id="nobody was named before the pronoun"),
        pytest.param("The official said the plant would close.", id="no fuller phrase came before"),
        pytest.param(
            "Adam Reed left. Some Reed supporters said it was late.", id="a name that tells whose is not who speaks"
        ),
        pytest.param(
            "Our river flooded. The people said it was late, the people of a puppet saying what people like.",
            id="a noun inside a longer phrase is not its head",
        ),
        pytest.param("Stone said it was late. Maria Stone left.", id="a full name that comes later does not count"),
    ],
)
def test_stands_for_nothing_else(text):
    assert all(not name for _, name, _ in resolved(text)), resolved(text)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        pytest.param(
            "Maria Stone said the plant would close. Stone said it was late.",
            ("Stone", "Maria Stone", "mention-surname"),
            id="surname alone",
        ),
        pytest.param(
            "Maria Stone, a lawyer in Reno, said the plant would close. Stone said it was late.",
            ("Stone", "Maria Stone, a lawyer in Reno", "mention-surname"),
            id="what the first mention tells of her goes with the name",
        ),
        pytest.param(
            "Maria Stone said the plant would close. She said it was late.",
            ("She", "Maria Stone", "mention-person"),
            id="pronoun",
        ),
        pytest.param(
            "Mr. Adam Reed said no. Maria Stone said yes. He said it was late.",
            ("He", "Mr. Adam Reed", "mention-person"),
            id="a title tells which of two",
        ),
        pytest.param(
            "Mark Jebens lost a leg. Mr. Jebens said it was late.",
            ("Mr. Jebens", "Mark Jebens", "mention-surname"),
            id="a title before the surname makes no full name",
        ),
        pytest.param(
            "Adam Reed and his wife, Maria Reed, moved here. Mrs. Reed said it was late.",
            ("Mrs. Reed", "Maria Reed", "mention-surname"),
            id="of two with one surname the title tells which",
        ),
        pytest.param(
            "Maria Stone visited Reno on Monday. Adam Reed was there too. She said it was late.",
            ("She", "Maria Stone", "mention-person"),
            id="a first name tells which of two",
        ),
        pytest.param(
            "Maria Stone asked about the plan. “We know what Anna Pike wants,” she said.",
            ("she", "Maria Stone", "mention-person"),
            id="who is named inside the quotation does not speak it",
        ),
        pytest.param(
            "Maria Stone toured the Middle East Center. She said it was late.",
            ("She", "Maria Stone", "mention-person"),
            id="the subject before a place named later",
        ),
        pytest.param(
            "The Reed campaign chairman Adam Pike said no. He said it was late.",
            ("He", "campaign chairman Adam Pike", "mention-person"),
            id="not whose chairman he is",
        ),
        pytest.param(
            "Maria Stone and Adam Reed met in Reno. They said it was late.",
            ("They", "Maria Stone and Adam Reed", "mention-people"),
            id="two names that a conjunction joins",
        ),
        pytest.param(
            "Maria Stone, who said the plant would close, left.",
            ("who", "Maria Stone", "mention-relative"),
            id="relative",
        ),
        pytest.param(
            "A senior defense official said the talks had failed. The official said they would go on.",
            ("The official", "A senior defense official", "mention-the-noun"),
            id="the official",
        ),
    ],
)
def test_stands_for(text, last):
    assert resolved(text)[-1] == last


def test_every_resolution_names_a_rule():
    text = "Maria Stone said no. She said it was late. The company said yes. It said so again. Stone said no."
    assert all(by in RULES.rules for _, name, by in resolved(text) if name)


@pytest.mark.parametrize(
    ("text", "unsure"),
    [
        pytest.param("Ann Roe left and Mary Holm stayed. She said it was safe.", True, id="one of two"),
        pytest.param("Ann Roe owns the dam. She said it was safe.", False, id="only one"),
        pytest.param("Ann Roe owns the dam near Bea Holm's. She said it was safe.", False, id="one does, one has"),
        pytest.param("Roe said the dam was safe.", False, id="a name"),
    ],
)
def test_a_guess_is_shown_as_one(text, unsure):
    report = ENGINE.check(from_text(text, name="draft.txt"))
    found = [one.source for one in report.attributions if one.source is not None]
    assert [source.unsure for source in found] == [unsure]
    claim = report.claims[-1]
    assert (claim.id in View(report).unsure) is unsure
    assert any(UNSURE in name for name in View(report).source_names(claim)) is unsure
