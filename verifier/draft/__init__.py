"""A document cut up once for every stage: zones, sentences, tokens, quotations."""

from dataclasses import replace

from verifier.draft.evidence import documents, words_of
from verifier.draft.segment import Segmenter
from verifier.draft.tokens import Tokeniser
from verifier.model import Document, Draft
from verifier.ruleset import RuleSet


class Preparer:
    """Makes documents into drafts as a rule set says."""

    def __init__(self, rules: RuleSet) -> None:
        self.segmenter = Segmenter(rules)
        self.tokeniser = Tokeniser(rules)
        self._words = words_of(rules)

    def prepare(self, document: Document) -> Draft:
        """A document cut into zones, sentences and tokens; of what hangs on its words, what is evidence."""
        if document.evidence:
            document = replace(document, evidence=documents(document.evidence, self._words))
        zones, sentences = self.segmenter.segment(document)
        return Draft(document, zones, sentences, self.tokeniser.tokenise(document, sentences))


__all__ = ["Preparer", "Segmenter", "Tokeniser"]
