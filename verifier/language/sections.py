"""What a grammar may say: one row a key. ``grammar.py`` makes of the values what the stages read."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One key of a grammar.

    ``shape`` says how the value is written: ``line`` of text, ``words`` of text, ``classes`` of words (names with
    spaces between), ``groups`` likewise, ``pattern`` over words, ``lists``, ``rules``; or a block with one
    item a line: ``expressions`` over the letters of a word, ``class-lists``, ``class-words``, ``class-expressions``,
    ``sets``, ``patches``, ``patterns`` over words, ``word-groups``, ``group-lists``, ``shapes``, ``ends``,
    ``repairs``, ``anchors``, ``tenses``, ``pairs`` of marks; or a ``section`` of keys of its own.
    """

    shape: str
    note: str
    stands_as: str = ""  # the name by which the stages know it, where that is another
    keys: dict[str, Row] = {}  # noqa: RUF012 - never changed


def _rows(shape: str, **notes: str) -> dict[str, Row]:
    return {key: Row(shape, note) for key, note in notes.items()}


GROUPING = {
    **_rows(
        "groups",
        phrase="the noun phrase, which is a time or a named one by its head",
        named="a noun phrase that ends in a name",
        time="a noun phrase that tells a time",
        participle="a participle alone, which may be the verb of its clause",
        undecided="a verb group that is passive or perfect by its auxiliary",
        passive="that group with be",
        perfect="that group with have",
        by_word="groups of one word that “single” may change",
    ),
    **_rows(
        "classes",
        names="names",
        past="past forms that no neighbour made a participle",
        time_openers="what a time of several words begins with",
        auxiliaries="be and have",
    ),
    **_rows("lists", have="forms of have", times="nouns that are a time", active="verbs that have no passive"),
}
ATTRIBUTION = {
    **_rows(
        "groups",
        finite="finite verb groups",
        verbs="all verb groups",
        plain_verb="the group of an active finite verb",
        telling="anchors of who tells something, so that a quotation right behind may be theirs too",
        transitive="verb groups that may have an object",
        raising="verb groups that may lend tense to an infinitive",
        infinitive="the infinitive",
        gerund="the -ing form",
        participle="the participle alone",
        noun="a noun phrase, which speaks where its head is in a list",
        named="a noun phrase that ends in a name",
        speaking="other groups that can speak",
        objects="other groups that can be an object",
        joins="what joins two subjects",
        contrasts="what joins two clauses",
        hangs="what hangs a noun phrase on a verb",
        loose="what may stand between a subject and its verb",
        leading="what may stand before an -ing form that opens a sentence",
        joining="what may stand between a content and the source behind it",
        clause_openers="what a clause may begin with",
        as_words="as, which may stand between a content and its source",
        as_before="as, before a source",
        subordinate="what opens a clause that the main clause follows",
        before_quotation="what may stand between a verb of saying and its quotation",
        before_as="what <as-word> stands for",
        lead_in="what may stand before a quotation that opens its sentence",
        heads="groups whose head may be in a word list",
        literal="what a literal word of a template is, where “literals” does not tell",
        before_in="what <in> of a template stands for",
        before_there="what <there> stands for",
        before_opens="what <opens> stands for",
        always="anchors that try their templates whatever the word",
    ),
    **_rows(
        "classes",
        article="articles",
        possessive="the mark that tells whose",
        owner="pronouns that tell whose",
        name="names",
    ),
    **_rows(
        "lists",
        raising_verbs="verbs that lend tense to an infinitive: went on to say",
        speakers="nouns of those who speak",
        causing="verbs whose object does the infinitive behind it: led them to say",
        reporting="verbs that begin a report of their own: … and said",
    ),
}
CAST = _rows(
    "lists",
    pronouns="words that stand for a source and name nobody",
    titles="words with capitals before a name that are no part of it",
)
QUOTATIONS = _rows(
    "classes",
    finite="what makes words in quotation marks a clause",
    phrase="words that the words quoted next belong to: the “crossroads”",
    possessive="the mark that tells whose",
)
EVIDENCE = _rows(
    "lists",
    documents="words that name a document in a note",
    to_come="words that say a document is still to come",
    listing="words of pages that list others",
)
REGISTRY = _rows("lists", state="the list to which state media of a registry are added", outlet="that of other outlets")
QUESTIONS = {
    **_rows(
        "lists",
        degrees="words of a high degree",
        accusing="words that charge somebody",
        deeds="deeds that somebody is charged with",
        no_person="names that are no person’s",
        be="forms of be, before a deed that was suffered",
    ),
    **_rows(
        "rules",
        own_side="the detail of a source that speaks of its own side",
        endorsing="the detail of a verb that endorses",
        dated="the detail of date and venue",
        unidentified="the detail of a document without title, issuer or date",
        interpretive="the detail of an intention read into pictures or data",
        counted="the detail of a number of sources",
        reasoned="the detail of a reason for a name withheld",
        full_date="the finding of a day with its year",
        hanging="cuts whose claim hangs on the one before",
    ),
}
SENTENCES = _rows(
    "lists",
    before_name="abbreviations before a name",
    before_number="abbreviations before a number",
    anywhere="other abbreviations",
    starters="words that begin a sentence",
)
MENTIONS = {
    "full": Row("pattern", "a full name with what stands before it"),
    "antecedent": Row("pattern", "the noun phrase before a relative word; {here} is that word"),
    "subject": Row("pattern", "what stands behind a name that is a subject"),
    "head_ends": Row("pattern", "where the head of a phrase has gone by"),
    "tells_more": Row("pattern", "the mark and word before a clause that tells more of a noun phrase"),
    **_rows(
        "classes",
        parts="words behind a name that make it part of a longer phrase",
        names="names",
        plurals="plurals",
        joins="what joins two",
        possessive="the mark that tells whose",
        describing="what opens a description behind a name",
        description_ends="where that description ends",
        determiners="the article of a definite phrase",
        heads="the head of a definite phrase",
        titled="what titles before a name are made of",
        personal="what may tell more of a person between article and role",
        before_epithet="what may stand between article and epithet",
    ),
    **_rows(
        "lists",
        titles="words before a name that are no part of it",
        suffixes="words behind a surname",
        persons="nouns that are a person",
        bodies="words that no person’s name has",
        masculine="words that tell a man",
        feminine="words that tell a woman",
    ),
    "article": Row("words", "the article of a noun that stands for somebody named before"),
}
OPENING_PLACE = {
    "words": Row("lists", "prepositions behind which a place may open a sentence"),
    "shape": Row("pattern", "the name of a place before another name"),
}
OPENING_TIME = {
    "words": Row("lists", "nouns of time"),
    "shape": Row("pattern", "such a noun and what stands before it, before a name"),
}
VENUE = {
    "words": Row("lists", "nouns of where words were spoken"),
    "shape": Row("pattern", "such a noun and what stands before it, before the name of who spoke"),
}
SOURCES = {
    **_rows(
        "classes",
        ends="classes at which the complement of a head begins",
        heads="classes of heads",
        names="classes of names",
        joins="classes of words that join two sources",
        possessive="the class of the mark that tells whose",
        comma="the class of the comma",
        nouns="classes of nouns",
        gerund="the class of -ing forms",
        finite="classes of finite verbs",
        infinitive="the class that opens an infinitive: what is only wanted, urged or refused",
        hangs="classes of what hangs a phrase on a noun",
        verbs="classes of verbs",
        owners="classes of pronouns that tell whose",
        modal="classes of modals",
    ),
    "cue_classes": Row("words", "cue classes that a list tells of, the first that fits", "classes"),
    **_rows(
        "rules",
        plain="the rule of a name that no other rule knows",
        bare="the rule of a bare source",
        person="the rule of a speaker that no other rule knows",
        release="the rule of a prepared statement",
        hearsay="the rule of what is only reportedly said",
        hearsay_words="the rule that finds the words for it",
        negation="the rule that turns a verb round: who has not confirmed, has confirmed nothing",
    ),
    **_rows(
        "lists",
        bare_words="words that are a bare source",
        pronouns="pronouns of persons",
        class_lists="the lists of the verbs of each class, in the order of “cue_classes”",
        stances="verbs that take a side",
        credits="verbs that credit somebody",
        leads="words that open a clause",
        quantities="nouns of quantity",
        singled="words that single something out",
        unable="nouns that cannot speak",
        nobody_words="a subject that begins with one of these says nothing",
        affirming="verbs whose contrary is a finding",
    ),
    **_rows(
        "words",
        with_article="the type of a name behind an article: no person’s",
        article="the article",
        releasable="types that a prepared statement speaks for",
        named="types whose rule may lend its role to a bare name",
        weak="types that a better one replaces",
        reach="types that may be told later",
        never="types that no source has",
        spoken="cue classes whose subject must be able to speak",
        stance="the cue class of a verb that takes sides about a thing and asserts nothing of it",
        unclassed="the cue class of a verb in no list",
        attitude="the cue class of what is only wanted",
        evidence="cue classes whose subject may be an event",
        nobody="cue classes that support without a source",
        silence="the type of a refusal",
        silent="the cue class of a refusal",
        doing="classes of what is done by saying it",
        withheld="classes whose contrary is silence",
    ),
}
CLAIMS = {
    **_rows(
        "classes",
        finite="finite verbs",
        bare="verbs that are finite only without “to” or a modal before them",
        doubtful="forms that may be finite where nothing else is",
        bare_after="what makes a bare verb no finite one",
        verbal="all verbs",
        edges="what may stand at the edge of a piece and says nothing",
        possessive="the mark that tells whose",
        names="names",
        plurals="plurals",
        numbers="numbers",
        content="words that tell what a claim is about",
        comma="the comma",
        that="that",
        adverb="adverbs",
        opening="what an opening phrase begins with",
        stops="what ends a sentence or a part of it",
        tail="what no claim ends with before more words",
        nominal="heads of noun phrases",
        definite="words that make a noun definite",
    ),
    "finite_word": Row("pattern", "a finite verb; in “cut” of a claim rule <finite-word>", "finite_verb"),
    "noun_run": Row("pattern", "a noun phrase up to its head; in “cut” of a claim rule <noun-run>", "subject"),
    "noun_tail": Row("pattern", "what hangs on a noun phrase; in “cut” of a claim rule <noun-tail>", "complement"),
    "clause_subject": Row("pattern", "a subject with what hangs on it; in “cut” <clause-subject>"),
    "clause_lead": Row("pattern", "what may stand before a subject in its clause; in “cut” <clause-lead>"),
    "hidden_verb": Row("pattern", "where a word taken for a noun must be a verb"),
    "noun_words": Row("pattern", "words before the head of a noun phrase", "noun_phrase"),
    **_rows(
        "lists",
        pointing="words that point back",
        indefinite="indefinite articles",
        ongoing="adjectives of what goes on",
        whole_verbs="verbs that belong to their claim",
        whole_contents="first words of a content that says nothing without its verb",
        sides="lists of the words of one side",
    ),
    **_rows(
        "words",
        silent_classes="cue classes of a refusal",
        whole_classes="cue classes that belong to their claim",
        denying="the same where the content is a thing",
    ),
    **_rows(
        "rules",
        noting="the rule of words that tell why a name is withheld",
        framing="cue rules that only name where a report is from",
        note="the claim rule whose kind holds for what follows in its sentence",
        negation="the rule that finds what turns a verb round",
    ),
    "tenses": Row("tenses", "a tense, and the words from its finite verb on; the first that fits holds"),
    "quotes": Row("pairs", "marks that open and close a quotation, a pair a line"),
}
CERTAINTY = {
    **_rows(
        "classes",
        group="what stands inside a verb group",
        verbs="verbs",
        bounds="what ends a part of a sentence",
        stops="what ends a sentence or half of it",
        complement="what ends a complement",
        subject="what a subject is made of",
        object="what an object begins with",
        definite="what makes a noun definite",
        inner="what stands inside a noun phrase",
        nominal="what a noun phrase is made of",
        nouns="nouns and participles that name events",
        infinitive="to",
    ),
    "known": Row("words", "words that make a noun one that readers know of"),
    "naming": Row("lists", "prepositions behind which something is only named"),
}
NAMED = {
    "searches": ("subject", "label", "relative", "topic", "opening", "placed", "beside", "main-clause", "finite",
                 "raised", "next-cue", "next-that", "joint"),
    "ends": ("clause", "phrase", "paragraph"),
    "shapes": ("source",),
}  # fmt: skip
"""Lines that the stages ask for by name."""
NEEDED = (
    "word", "classes", "unknown_words", "capitals", "keep_capitals", "keep_initial", "keep_in_titles", "sentences",
    "quotations", "groups", "grouping", "shapes", "ends", "searches", "anchors", "attribution", "opening_place",
    "opening_time", "venue",
    "mentions", "sources", "claims", "certainty", "cast", "evidence", "registry", "questions",
)  # fmt: skip
"""Keys that the grammar of a whole language must have; other tables may be empty."""
GRAMMAR = {
    "grammar": Row("line", "the language"),
    "title": Row("line", "its name"),
    "word": Row("expressions", "one word or mark, a regular expression a line; the first that fits"),
    "classes": Row("class-lists", "a class, and the lists of its words; the first that knows a word", "closed"),
    "unknown_words": Row("class-expressions", "the class of a word nobody knows, by its letters", "shapes"),
    "verbs": Row("classes", "classes that the base form of a verb may have, the likeliest first"),
    "written": Row("class-words", "a class, and words that are in it only as written here"),
    "sets": Row("sets", "classes that have a name together"),
    "capitals": Row("classes", "the class of a word that a capital makes a name"),
    "keep_capitals": Row("classes", "classes that a capital does not make a name"),
    "keep_compounds": Row("classes", "classes that a compound with a small last part keeps"),
    "keep_initial": Row("classes", "classes an unknown word may have at the start of a sentence"),
    "keep_in_titles": Row("classes", "classes that words of a title keep"),
    "joins_names": Row("classes", "classes of which a capital makes a name behind another name"),
    "given_names": Row("lists", "given names"),
    "guard_words": Row("lists", "words that guard a dismissal"),
    "guards": Row("classes", "classes that guard a dismissal"),
    "patches": Row("patches", "what neighbours decide, in this order"),
    "sentences": Row("section", "where a sentence ends", keys=SENTENCES),
    "quotations": Row("section", "which quotations are speech", keys=QUOTATIONS),
    "parts": Row("patterns", "patterns over words that groups are made of"),
    "groups": Row("word-groups", "word groups, the first that fits"),
    "single": Row("group-lists", "words that are a group of their own when they stand alone"),
    "grouping": Row("section", "which groups words decide", keys=GROUPING),
    "shapes": Row("shapes", "patterns over groups", "shapes_of_groups"),
    "ends": Row("ends", "where a content ends"),
    "searches": Row("ends", "what is searched for around a verb group"),
    "repairs": Row("repairs", "groups that the clause around them makes another"),
    "anchors": Row("anchors", "the groups that a part of a template may be"),
    "literals": Row("anchors", "the groups a literal word of a template may be", "letters"),
    "attribution": Row("section", "which groups play which part", keys=ATTRIBUTION),
    "opening_place": Row("section", "the place that opens a sentence before a name", keys=OPENING_PLACE),
    "opening_time": Row("section", "the time that opens a sentence before a name", keys=OPENING_TIME),
    "venue": Row("section", "where words were spoken, before who spoke them", keys=VENUE),
    "mentions": Row("section", "later mentions", keys=MENTIONS),
    "cast": Row("section", "who speaks", keys=CAST),
    "evidence": Row("section", "which links and notes are evidence", keys=EVIDENCE),
    "registry": Row("section", "where names of a registry go", keys=REGISTRY),
    "questions": Row("section", "what questions are asked by", keys=QUESTIONS),
    "sources": Row("section", "the head of a source", keys=SOURCES),
    "claims": Row("section", "where claims begin and end", keys=CLAIMS),
    "certainty": Row("section", "what a hedge reaches", keys=CERTAINTY),
}
