"""Who is taken for the speaker of what, in the shapes that news puts it."""

from __future__ import annotations

import pytest

import verifier

NOBODY = ""


def speakers(text: str, form: str = "text") -> dict[str, str]:
    """Each claim of a text and the words of its source, in full where a mention was resolved."""
    report = verifier.verify(text, format=form)
    text, found = report.draft.document.text, {}
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
        pytest.param(
            "Last week Carol Finch said the gates will close.", {"the gates will close": "Carol Finch"}, id="a week"
        ),
        pytest.param(
            "A USA Tribune/Harlow poll found that the gates will close.",
            {"the gates will close": "A USA Tribune/Harlow poll"},
            id="a stroke joins names",
        ),
        pytest.param(
            "Observers in Leeds and around the country say the gates will close.",
            {"the gates will close": "Observers in Leeds and around the country"},
            id="two places in one source",
        ),
        pytest.param(
            "“The gates will close,” Carol Finch, 25, said as she and others left.",
            {"The gates will close": "Carol Finch, 25"},
            id="said as she left",
        ),
        pytest.param(
            "Two people spoke. HOLM: Two pilots saw it. It was late. ROE: Nobody saw it.",
            {"It was late": "HOLM", "Nobody saw it": "ROE"},
            id="labels inside a paragraph",
        ),
        pytest.param(
            "Mayor Zoe\u0308 Lindstro\u0308m said the gates will close.",
            {"the gates will close": "Mayor Zoe\u0308 Lindstro\u0308m"},
            id="letters of two code points",
        ),
        pytest.param(
            "Ann Roe runs an Oslo-based firm. She said the gates will close.",
            {"the gates will close": "Ann Roe"},
            id="a compound with a capital is no name",
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
            {"rents will rise": "Anna Kern of the Tenants' League"},
            id="a plural owner inside the source",
        ),
        pytest.param(
            "A man briefed on the talks, who asked not to be named because it is tiny, said the firm would close.",
            {"the firm would close": "A man briefed on the talks"},
            id="a participle and a reason between",
        ),
        pytest.param(
            "“The wards are closed,” said in a statement Ivor Pell, the chief surgeon.",
            {"The wards are closed": "Ivor Pell, the chief surgeon"},
            id="the place stands before the speaker",
        ),
        pytest.param("Knut Aas, said the men fled.", {"the men fled": "Knut Aas"}, id="a stray comma before the verb"),
        pytest.param(
            "As first reported by The Courier, Mayor Dahl will resign.",
            {"Mayor Dahl will resign": "The Courier"},
            id="as reported by",
        ),
        pytest.param(
            "Sources say the owner threatened to resign.",
            {"the owner threatened to resign": "Sources"},
            id="what is told of a threat is told by the one who tells it",
        ),
        pytest.param(
            "The plan is slow. — Ann Roe (@annroe) June 5, 2014",
            {"The plan is slow": "Ann Roe (@annroe)"},
            id="a post set into the page",
        ),
        pytest.param(
            "He chose one of the three — Ann Roe.", {"He chose one of the three": NOBODY}, id="a dash before a name"
        ),
        pytest.param("Roe: My plan is slow.", {"My plan is slow": "Roe"}, id="a name and a colon before I"),
        pytest.param(
            "Roe: The plan is slow.", {"Roe: The plan is slow": NOBODY}, id="a name and a colon before the plan"
        ),
        pytest.param(
            'Ann Roe said "it is slow. "We wait for it." The yard is shut.',
            {"We wait for it": "Ann Roe", "The yard is shut": NOBODY},
            id="a quotation opened again",
        ),
        pytest.param(
            "According to a study published in May, the drug works.",
            {"the drug works": "a study published in May"},
            id="a participle inside the source",
        ),
    ],
)
def test_who_says_it(text: str, told: dict[str, str]) -> None:
    check(text, "text", told)


def check(text: str, form: str, told: dict[str, str]) -> None:
    found = speakers(text, form)
    for content, source in told.items():
        said = next((name for words, name in found.items() if words.startswith(content)), None)
        assert said == source, found


@pytest.mark.parametrize(
    ("text", "form", "told"),
    [
        pytest.param(
            "Bea Holm wrote in a letter to Roe:\n\n> The gates will close. The pilots left.\n\nThe yard is shut.\n",
            "markdown",
            {"The gates will close": "Bea Holm", "The pilots left": "Bea Holm", "The yard is shut": NOBODY},
            id="a block quotation behind a colon",
        ),
        pytest.param(
            "Bea Holm said the gates would close.\n\n> The pilots left.\n\nThe yard is shut.\n",
            "markdown",
            {"The pilots left": "Bea Holm", "The yard is shut": NOBODY},
            id="a block quotation behind its speaker",
        ),
        pytest.param(
            "Bea Holm said three things:\n\n- the gates will close\n- the pilots left\n\nThe yard is shut.\n",
            "markdown",
            {"the gates will close": "Bea Holm", "the pilots left": "Bea Holm", "The yard is shut": NOBODY},
            id="a list behind a colon",
        ),
        pytest.param(
            "Two people spoke.\n\nHOLM: Two pilots saw it.\n\nROE: Nobody saw it.\n",
            "text",
            {"Two pilots saw it": "HOLM", "Nobody saw it": "ROE"},
            id="labels of a transcript",
        ),
        pytest.param(
            "Background: The plan was old.\n\nOutlook: Nobody saw it.\n",
            "text",
            {"Outlook: Nobody saw it": NOBODY},
            id="headings that run into their paragraphs",
        ),
        pytest.param(
            "The plan was old.\n\nRuntime: The film lasts two hours.\n",
            "text",
            {"Runtime: The film lasts two hours": NOBODY},
            id="one label is no transcript",
        ),
        pytest.param(
            "<p>Mayor Lind said <q>the gates are closed</q>.</p><p>He left.</p>",
            "html",
            {"the gates are closed": "Mayor Lind", "He left": NOBODY},
            id="words marked as a quotation",
        ),
    ],
)
def test_who_says_what_is_set_apart(text: str, form: str, told: dict[str, str]) -> None:
    check(text, form, told)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("Rep. Lena Frost spoke. The congresswoman said ten men fled.", "Rep. Lena Frost", id="a title"),
        pytest.param(
            "Ana Roth, a senator, spoke. The lawmaker said ten men fled.", "Ana Roth, a senator", id="apposition"
        ),
        pytest.param("Ola Moen spoke. The 24-year-old said ten men fled.", "Ola Moen", id="an age"),
        pytest.param("Tom Hale spoke. The Republican said ten men fled.", "Tom Hale", id="a party"),
        pytest.param("Rep. Lena Frost spoke. The judge said ten men fled.", "The judge", id="another role"),
        pytest.param("Rep. Lena Frost spoke. A congresswoman said ten men fled.", "A congresswoman", id="no article"),
        pytest.param(
            "President Ida Roe spoke. The band leader said ten men fled.", "The band leader", id="led by another"
        ),
    ],
)
def test_a_role_takes_up_a_name(text: str, source: str) -> None:
    assert speakers(text)["ten men fled"] == source
