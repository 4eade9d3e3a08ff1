"""What is known of a word, for the tooltip over it in the picture and in the text."""

from __future__ import annotations

from transcritor_gui.i18n import tr
from transcritor_gui.model import Word

__all__ = ["word_tip"]


def word_tip(word: Word) -> str:
    """How sure the reading is, and another reading where there is one; '' for a word that nobody doubts."""
    if not word.doubtful:
        return ""
    lines = [tr("Doubtful word")]
    if word.confidence is not None:
        lines = [tr("Doubtful word: {percent} % sure", percent=round(word.confidence * 100))]
    if word.alternative:
        lines.append(tr("It could also be: {text}", text=word.alternative))
    return "\n".join(lines)
