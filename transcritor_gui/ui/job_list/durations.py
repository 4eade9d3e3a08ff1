"""Time left, in words that don't jump."""

from __future__ import annotations

from transcritor_gui.i18n import ntr, tr

__all__ = ["duration_words", "of_one", "steadied"]

_UPWARD_TOLERANCE = 1.25
"""An estimate has to grow by a quarter before a longer time is shown: people read a rise as a fault."""


def duration_words(seconds: float) -> str:
    """'a few seconds', 'about 40 seconds', 'about 4 minutes', 'about 2 h 10 min'."""
    if seconds < 10:
        return tr("a few seconds")
    if seconds < 55:
        return tr("about {seconds} seconds", seconds=round(seconds / 10) * 10)
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return ntr("about {count} minute", "about {count} minutes", minutes)
    tens = round(minutes / 10) * 10
    hours, rest = divmod(tens, 60)
    if rest == 0 or hours >= 10:
        return ntr("about {count} hour", "about {count} hours", hours)
    return tr("about {hours} h {minutes} min", hours=hours, minutes=rest)


def steadied(shown: float | None, estimate: float | None) -> float | None:
    """The time to show next: it follows the estimate down at once, and up only when it grew clearly."""
    if shown is None or estimate is None:
        return estimate
    return shown if shown < estimate < shown * _UPWARD_TOLERANCE else estimate


def of_one(own_s: float | None, all_s: float | None, *, is_alone: bool) -> float | None:
    """The time to tell of one document beside that of all together, which no single one can exceed.

    By its own pace a document that waits for another's pages would seem to need far longer than all.
    """
    if all_s is None or is_alone:
        return own_s if all_s is None else all_s
    return None if own_s is None else min(own_s, all_s)
