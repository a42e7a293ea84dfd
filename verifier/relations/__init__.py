"""Two drafts, one event: which claims corroborate, differ in degree, conflict, or stand alone. Never which is right."""

from verifier.relations.relate import Study, relate, study

__all__ = ["Study", "relate", "study"]
