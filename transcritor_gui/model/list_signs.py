"""The bullets that stand before the items of lists: told on the page, and left out by formats with lists of
their own."""

from __future__ import annotations

from typing import Final

__all__ = ["BULLETS", "DASHES"]

BULLETS: Final = "•●▪▫■□◦○‣⁃∙·►▶➢✓✔❖◆\uf0b7\uf0a7"
"""The last two are what Symbol and Wingdings have in the place of a bullet."""
DASHES: Final = "-–—*"
"""Signs that stand before items too, and elsewhere as well."""
