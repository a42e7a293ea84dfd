"""What a draft is made of, worked out once for every stage: zones, sentences, tokens, quotations."""
