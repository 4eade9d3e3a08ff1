"""Which words are doubtful, how much so, and which numbers prove themselves."""
