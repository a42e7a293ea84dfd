"""How often a report is right: labelled drafts beside what the program shows of them (``verify eval``)."""
