"""From a cleaned picture to words: who reads it, in which language, and how surely."""
