"""Whether a paragraph is read from right to left."""

from __future__ import annotations

import unicodedata

__all__ = ["is_right_to_left"]


def is_right_to_left(text: str) -> bool:
    """By the first character with a direction of its own (Unicode Annex 9, rules P2 and P3)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
