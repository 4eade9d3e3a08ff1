"""What the pipeline is asked for, and what it answers with besides a PageResult; both cross processes."""

from __future__ import annotations

from dataclasses import dataclass

from transcritor_gui.model import TranscriptionOptions
from transcritor_gui.pipeline.ocr.language_packs import LanguagePacks

__all__ = ["PageTask", "PreviewImage"]


@dataclass(frozen=True, slots=True)
class PageTask:
    """One page to be read."""

    path: str
    page_index: int
    options: TranscriptionOptions
    password: str | None
    packs: LanguagePacks
    """The languages it can be read in."""

    def __repr__(self) -> str:
        """Without the password, so that no log or traceback shows it."""
        return f"PageTask({self.path!r}, page_index={self.page_index}, options={self.options})"


@dataclass(frozen=True, slots=True)
class PreviewImage:
    """A page as a picture for people."""

    width_px: int
    height_px: int
    png: bytes
    width_pt: float
    """Size of the page as shown: what boxes are measured in."""
    height_pt: float
