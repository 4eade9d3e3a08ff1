"""Recognition of a picture's words: the engines, and the languages they know."""
