"""The sentences that agency copy is made of: who is credited, who only seems to be, and what is no claim at all."""

from __future__ import annotations

import pytest
from drafts import engine, read

from verifier import reading
from verifier.model import Kind, Level, Report

HEAD = "Talks over the port go on\n\nThe talks went on for a third day.\n\n"


def checked(text: str) -> Report:
    """A report on one paragraph below a headline and a first paragraph."""
    return read(HEAD + text)


def rows(text: str) -> list[tuple[str, str, str]]:
    """Text, type and level of the claims of a paragraph."""
    report = checked(text)
    pairs = zip(report.claims, report.assessments, strict=True)
    return [
        (claim.span.of(report.text), assessment.type, str(assessment.level))
        for claim, assessment in pairs
        if claim.span.start >= len(HEAD)
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The army has not confirmed that the town fell.", id="not confirmed"),
        pytest.param("The army has not confirmed the deal.", id="not confirmed, a noun"),
        pytest.param("The mayor did not say that the bridge was safe.", id="not said"),
        pytest.param("Officials never said the bridge was safe.", id="never said"),
        pytest.param("The company did not deny that it knew.", id="not denied"),
        pytest.param("Nobody said the bridge was safe.", id="nobody"),
        pytest.param("No official has said that the bridge was safe.", id="no official"),
        pytest.param("None of the officials said the bridge was safe.", id="none of them"),
        pytest.param("Neither side has confirmed the deal.", id="neither"),
        pytest.param("No group immediately claimed responsibility for the blast.", id="no group"),
        pytest.param("Neither the company nor the union would comment.", id="neither nor"),
        pytest.param("The army published no evidence.", id="no evidence published"),
        pytest.param("The police did not release the names.", id="names not released"),
        pytest.param("The finance ministry has yet to comment.", id="yet to comment"),
        pytest.param("It made no mention of the depot.", id="no mention"),
        pytest.param("Officials would not say whether the bridge was safe.", id="would not say"),
    ],
)
def test_what_was_not_said_supports_nothing(text):
    (claim,) = rows(text)
    assert claim == (text.removesuffix("."), "no_comment", str(Level.NA))
    assert not any(one.supports for one in checked(text).attributions)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The images do not show any damage.", "imagery_unsourced"),
        ("The report did not find that the drug works.", "document"),
        ("Officials do not believe the bridge is safe.", "official_unnamed"),
    ],
)
def test_a_finding_of_nothing_is_kept_whole(text, kind):
    ((words, found, _),) = rows(text)
    assert (words, found) == (text.removesuffix("."), kind)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("There is no evidence that the drug works.", id="no evidence"),
        pytest.param("The court ruled out a deal.", id="ruled out"),
        pytest.param("The king ruled the country.", id="ruled"),
        pytest.param("The man discovered a body.", id="discovered"),
        pytest.param("The man found a body.", id="found, and no finder by trade"),
        pytest.param("Officials require a vote.", id="required, and no law"),
        pytest.param("He sold the house, a villa built in May.", id="what was built says nothing"),
    ],
)
def test_nobody_is_credited(text):
    assert all(kind.startswith("uncited") for _, kind, _ in rows(text))


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        (
            "The mill will close, people familiar with the matter said.",
            "people familiar with the matter",
            "source_bare",
        ),
        ("The mill will close, a person close to the firm said Friday.", "a person close to the firm", "source_bare"),
        ("The mill will close, four people briefed on it told Reuters.", "four people briefed on it", "source_bare"),
        ("Officials close to the talks said the mill will close.", "Officials close to the talks", "official_unnamed"),
        ("An aide to Stone said the mill will close.", "An aide to Stone", "official_unnamed"),
        ("Some say the mill will close.", "Some", "source_bare"),
        ("The mill will close, the minister was quoted as saying.", "the minister", "official_unnamed"),
        (
            "The minister was quoted by the radio as saying that the mill will close.",
            "The minister",
            "official_unnamed",
        ),
        ("The mill will close, a federal judge ruled on Monday.", "a federal judge", "official_unnamed"),
        ("The mill will close, CCTV footage shows.", "CCTV footage", "imagery_unsourced"),
        ("Maxar images show two planes at the mill.", "Maxar images", "imagery_provider"),
        ("There are signs that the mill will close.", "signs", "evidence_unspecified"),
        ("There is growing speculation that the mill will close.", "speculation", "hearsay"),
        ("According to Lopez, who fled in May, the mill will close.", "Lopez", "person_named"),
        ("The study found no effect on sleep.", "The study", "document"),
        ("The law requires a vote.", "The law", "legal_record"),
        ("A spokesman for the port, Ian Holm, said so much.", "A spokesman for the port, Ian Holm", "official_named"),
        ("Army and security sources said it is shut.", "Army and security sources", "official_unnamed"),
        ("Southern Harlow Power said it will close.", "Southern Harlow Power", "institution"),
        ("Iran's General Staff said it will close.", "Iran's General Staff", "institution"),
        ("One of the officials said it will close.", "One of the officials", "official_unnamed"),
        ("Officials put the toll at 40.", "Officials", "official_unnamed"),
        ("Leaked emails show that the mill will close.", "Leaked emails", "document"),
        ("A poll taken by Gallup found that the mill will close.", "A poll taken by Gallup", "data_record"),
        ("Iran's intelligence service said it will close.", "Iran's intelligence service", "intelligence_named"),
        ("The mill will close, the Journal reported last week.", "the Journal", "media_named"),
    ],
)  # fmt: skip
def test_who_is_credited(text, source, kind):
    found = [one for one in checked(text).attributions if one.supports]
    assert [(one.source.name, one.source.type) for one in found if one.source] == [(source, kind)]


def test_whom_a_report_cites_claims_nothing():
    assert [words for words, _, _ in rows("The mill will close, Reuters reported, citing two officials.")] == [
        "The mill will close"
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The person spoke on condition of anonymity.", "The person spoke on condition of anonymity"),
        (
            "Both officials were not authorized to speak publicly.",
            "Both officials were not authorized to speak publicly",
        ),
    ],
)
def test_how_somebody_spoke_is_a_note(text, first):
    report = checked(text)
    assert report.claims[-1].span.of(report.text) == first
    assert report.claims[-1].kind is Kind.CAVEAT
    assert report.assessments[-1].level is Level.NA


def test_the_reason_belongs_to_the_note():
    found = rows("The person spoke on condition of anonymity because the talks are private.")
    assert [level for _, _, level in found] == [str(Level.NA)] * len(found)


def test_a_note_behind_gives_the_reason():
    text = "The mill will close, a person familiar with the talks said. The person spoke on condition of anonymity."
    report = checked(text)
    assert any(factor.rule == "anon-reason" for factor in report.assessments[-2].factors)
    assert "no-anonymity-reason" not in {finding.rule for finding in report.findings}


def test_the_same_people_give_their_reason_once():
    text = (
        "The mill may be sold, three people familiar with the matter said. "
        "A bank was hired, the people said, asking not to be named because the talks are private."
    )
    report = checked(text)
    credited = [one for one in report.assessments if one.type == "source_bare"]
    assert len(credited) == 2
    assert all(any(factor.rule == "anon-reason" for factor in one.factors) for one in credited)
    assert not {"no-anonymity-reason", "uncounted-plural"} & {finding.rule for finding in report.findings}


def test_who_is_nobody_inside_a_quotation_is_no_silence():
    report = checked('"Nobody wants peas," wrote Marcus Feld in a note to clients.')
    assert [one.type for one in report.assessments[-1:]] == ["person_named"]


def test_a_note_does_not_reach_past_another_source():
    report = checked("The mill will close, an aide said. Ann Poe said no. The man spoke on condition of anonymity.")
    aides = [one for one in report.assessments if one.type == "official_unnamed"]
    assert aides
    assert not any(factor.rule == "anon-reason" for one in aides for factor in one.factors)


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The group accused the army of killing civilians.", ["The group accused the army of killing civilians"]),
        ("Smith has denied the allegations.", ["Smith has denied the allegations"]),
        (
            "Officials said the talks had failed but that they would resume.",
            ["the talks had failed", "they would resume"],
        ),
        ("The minister said the army would “fight to the end”.", ["the army would “fight to the end”"]),
        ('The minister said the army would "fight to the end".', ['the army would "fight to the end"']),
        ("“We are ready,” she said.", ["We are ready"]),
        ("The army claimed responsibility for it.", ["The army claimed responsibility for it"]),
        ("Neighbors described Alden as generous.", ["Neighbors described Alden as generous"]),
        ("The paper says Poe met the man, known only as Carl.", ["Poe met the man, known only as Carl"]),
        ("Two men, police said, were arrested.", ["Two men, police said, were arrested"]),
        ("Police have not said when the fire began.", ["Police have not said when the fire began"]),
        ("It is unclear how many people died.", ["It is unclear how many people died"]),
    ],
)
def test_claims_are_whole(text, claims):
    assert [words for words, _, _ in rows(text)] == claims


def test_a_headline_does_not_reach_into_the_next_sentence():
    report = read("Talks go on\n\nA lawyer for Stone said his client would plead not guilty.")
    assert [one.source.type for one in report.attributions] == ["person_unnamed"]


def test_a_headline_does_not_make_a_title_of_the_quotation_behind_it():
    report = read("Talks go on\n\n“The bank,” he said, “is ready.”")
    assert [claim.span.of(report.text) for claim in report.claims[1:]] == ["The bank,” he said, “is ready"]


@pytest.mark.parametrize(
    ("headline", "source"),
    [
        ("Ukraine war: Russia withdraws its fleet from the port", None),
        ("Syria: Russia withdraws its fleet from the port", None),
        ("AP source: Rovers to sign pitcher Danny Cole", "AP source"),
        ("Police: Two men held over the fire at the port", "Police"),
        ("Report: Firm to cut 200 jobs at the port", "Report"),
    ],
)
def test_who_speaks_before_the_colon_of_a_headline(headline, source):
    report = read(headline + "\n\nThe talks went on for a third day.")
    found = [one.source.name for one in report.attributions if one.supports and one.source]
    assert found == ([source] if source else [])


@pytest.mark.parametrize(
    ("text", "claim", "kind"),
    [
        ("An aide said the Rovers agreed to a contract.", "the Rovers agreed to a contract", "official_unnamed"),
        ("Polls show that voters would blame him.", "voters would blame him", "data_record"),
        ("Officials agreed that the mill was lost.", "the mill was lost", "official_unnamed"),
        ("Officials fear a massacre.", "Officials fear a massacre", "official_unnamed"),
    ],
)
def test_what_is_done_is_not_what_is_said(text, claim, kind):
    assert [(words, found) for words, found, _ in rows(text)] == [(claim, kind)]


def test_a_source_is_named_as_a_reader_sees_it():
    text = '"Do not eat it," CDC Director [Alan\nPruss](https://example.org/a) said.'
    report = engine().check(reading.from_text("# Spinach\n\n" + text, name="draft.md", format="markdown"))
    assert [one.source.name for one in report.attributions if one.source] == ["CDC Director Alan Pruss"]


@pytest.mark.parametrize(
    "text", ["You know the bridge is safe.", "We think the bridge is safe.", "I believe it is safe."]
)
def test_writer_and_reader_are_no_sources(text):
    assert all(kind.startswith("uncited") for _, kind, _ in rows(text))


def test_a_speaker_quoted_in_the_first_person_keeps_the_claim():
    ((words, kind, _),) = rows("“We believe the bridge is safe,” Ann Poe said.")
    assert (words, kind) == ("We believe the bridge is safe", "person_named")


@pytest.mark.parametrize("text", ["Studies show it is safe.", "Polls show Poe ahead.", "Research shows it is safe."])
def test_what_nobody_can_look_up_is_not_high(text):
    assert [level for _, _, level in rows(text)] == [str(Level.MODERATE)]


@pytest.mark.parametrize("text", ["A Gallup poll shows Poe ahead.", "A study in Nature found it was safe."])
def test_what_has_an_issuer_can_be_looked_up(text):
    assert [level for _, _, level in rows(text)] == [str(Level.HIGH)]
