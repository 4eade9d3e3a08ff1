"""A command line that asks for something impossible, found out after it was parsed."""

from __future__ import annotations

__all__ = ["WrongUsage"]


class WrongUsage(Exception):  # noqa: N818 - what it is, in the words of the exit code
    """Carries one sentence for the user, in the language in force."""
