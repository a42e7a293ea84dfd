"""What an editor does with a report: explain, dismiss, compare drafts of one story, set limits, sign off."""
