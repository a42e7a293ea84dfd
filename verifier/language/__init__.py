"""What a language pack says of its words: classes, patches, spellings."""
