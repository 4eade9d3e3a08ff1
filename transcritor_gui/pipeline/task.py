"""What the pipeline is asked for; crosses processes."""

from __future__ import annotations

from dataclasses import dataclass

from transcritor_gui.model import NO_WISH, PageWish, TranscriptionOptions
from transcritor_gui.pipeline.ocr.language_packs import LanguagePacks

__all__ = ["PageTask"]


@dataclass(frozen=True, slots=True)
class PageTask:
    """One page to be read."""

    path: str
    page_index: int
    options: TranscriptionOptions
    password: str | None
    packs: LanguagePacks
    """The languages it can be read in."""
    wish: PageWish = NO_WISH

    def __repr__(self) -> str:
        """Without the password, so that no log or traceback shows it."""
        return f"PageTask({self.path!r}, page_index={self.page_index}, options={self.options})"
