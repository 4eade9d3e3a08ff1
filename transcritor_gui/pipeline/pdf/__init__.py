"""What a PDF says by itself: the document, its pages' objects, text layer and pictures."""
