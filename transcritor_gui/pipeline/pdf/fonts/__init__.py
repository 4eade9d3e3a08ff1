"""A document's fonts: their maps to characters, their glyphs, and those of TeX."""
