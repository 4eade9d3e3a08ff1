"""Changing what a page reads: doubts decided, text typed over, words replaced, a page read again."""
