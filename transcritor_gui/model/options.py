"""How a document is to be transcribed, chosen by the user before it starts."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

import msgspec

__all__ = ["AUTO_LANGUAGES", "EngineName", "OcrMode", "TranscriptionOptions"]

AUTO_LANGUAGES = "auto"
"""In the place of languages: each page in what it is found to be in."""

_RESULTS_VERSION = 4
"""Raised whenever the pipeline reads pages differently, so that older results are not taken over."""


class OcrMode(StrEnum):
    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class EngineName(StrEnum):
    TESSEROCR = "tesserocr"
    PYTESSERACT = "pytesseract"


@dataclass(frozen=True, slots=True)
class TranscriptionOptions:
    languages: str = "por+eng"
    """Tesseract codes joined by '+', or AUTO_LANGUAGES."""
    ocr_mode: OcrMode = OcrMode.AUTO
    engine: EngineName = EngineName.TESSEROCR
    second_opinion: bool = True
    """Whether an independent engine reads doubtful words again, where it is installed."""
    pages: str = ""
    """Page numbers as people write them, '1-3,7'; '' for all."""

    def fingerprint(self) -> str:
        """A short key of all that changes what is read on a page; `pages` does not."""
        parts = msgspec.json.encode(
            [_RESULTS_VERSION, self.languages, self.ocr_mode, self.engine, self.second_opinion]
        )
        return hashlib.sha256(parts).hexdigest()[:16]
