"""The text on paper: asked for, laid out in pages, shown before it is printed."""
