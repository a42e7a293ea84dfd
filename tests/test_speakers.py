"""Who is taken for the speaker of what, in the shapes that news puts it."""

from __future__ import annotations

import pytest

import verifier

NOBODY = ""


def speakers(text: str) -> dict[str, str]:
    """Each claim of a text and the words of its source, in full where a mention was resolved."""
    report = verifier.verify(text)
    found = {}
    for claim in report.claims:
        sources = [report.attributions[at].source for at in claim.attributions]
        names = [source.resolved_name or source.name for source in sources[:1] if source is not None]
        found[claim.span.of(text)] = names[0] if names else NOBODY
    return found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Bea Holm, the harbour master, said the crane was “old“ and weak. The mayor took bribes.",
            {"The mayor took bribes": NOBODY},
            id="a wrong closing mark closes",
        ),
        pytest.param(
            'Petra Lind said it was an "awful, awful day. The yard sank two ships.',
            {"The yard sank two ships": NOBODY},
            id="a mark that never closes ends with its sentence",
        ),
        pytest.param(
            "The plan was dead, according to the company, and the deal is off.",
            {"The plan was dead": "the company"},
            id="what is joined behind the source is not its name",
        ),
        pytest.param(
            "'The gates are closed. The pilots' union left,' Mayor Petra Lind said.",
            {"The gates are closed": "Mayor Petra Lind", "The pilots' union left": "Mayor Petra Lind"},
            id="a possessive inside single marks",
        ),
        pytest.param(
            "Petra Lind said: ‘The gates are closed.\n\n‘The pilots left.\n\n‘Nobody is paid.’\n\nThe yard is shut.",
            {"The pilots left": "Petra Lind", "The yard is shut": NOBODY},
            id="single marks over paragraphs",
        ),
        pytest.param(
            '"The dam is cracked.\n\n"It will fail," Bea Holm said.',
            {"The dam is cracked": "Bea Holm", "It will fail": "Bea Holm"},
            id="the speaker stands in the second paragraph",
        ),
        pytest.param(
            "Bea Holm said “the mayor took bribes,” but Ann Roe said “nobody took bribes.”",
            {"the mayor took bribes": "Bea Holm", "nobody took bribes": "Ann Roe"},
            id="but",
        ),
        pytest.param(
            "“The crane broke,” said Bea Holm; “the pilots left,” said Ann Roe.",
            {"The crane broke": "Bea Holm", "the pilots left": "Ann Roe"},
            id="semicolon",
        ),
        pytest.param(
            "According to Bea Holm the crane broke; according to Ann Roe the pilots left.",
            {"the crane broke": "Bea Holm", "the pilots left": "Ann Roe"},
            id="according to without a comma",
        ),
        pytest.param(
            "Brix said that she did not see it; that she heard it; and that she called the police.",
            {"she heard it": "Brix", "she called the police": "Brix"},
            id="a list of that-clauses",
        ),
        pytest.param(
            "In Leeds Carol Finch, the mayor, said the gates will close.",
            {"the gates will close": "Carol Finch, the mayor"},
            id="a place without a comma",
        ),
        pytest.param(
            "At a rally in Dover Mayor Ida Roe promised the hospital would stay.",
            {"the hospital would stay": "Mayor Ida Roe"},
            id="a gathering and its place without a comma",
        ),
        pytest.param("At noon police said two men had fled.", {"two men had fled": "police"}, id="an hour"),
        pytest.param(
            "Mayor Ed Poe Jr. said the crane broke.", {"the crane broke": "Mayor Ed Poe Jr."}, id="Jr. ends no sentence"
        ),
        pytest.param(
            "Prime Minister Anna May said the pilots left.",
            {"the pilots left": "Prime Minister Anna May"},
            id="a name that is a month",
        ),
        pytest.param(
            "Anna Kern of the Tenants' League, which has criticised the law, said rents will rise.",
            {"rents will rise": "Anna Kern of the Tenants' League, which has criticised the law"},
            id="a plural owner inside the source",
        ),
    ],
)
def test_who_says_it(text: str, told: dict[str, str]) -> None:
    found = speakers(text)
    for content, source in told.items():
        said = next((name for words, name in found.items() if words.startswith(content)), None)
        assert said == source, found
