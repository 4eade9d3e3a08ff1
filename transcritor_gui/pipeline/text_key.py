"""What the text of a page depends on besides the page itself, as one key.

Pages that were read under another key are read anew when they are asked for: `jobs.running.opening` puts
the key together with the digest of the file. No model is loaded for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from transcritor_gui.errors import TranscritorError
from transcritor_gui.model import TranscriptionOptions
from transcritor_gui.model.option import deciding_values
from transcritor_gui.pipeline.ocr.engine import EngineKind
from transcritor_gui.pipeline.ocr.language_packs import LanguagePacks
from transcritor_gui.pipeline.ocr.registry import engine_named, line_reader_version

__all__ = ["PIPELINE_VERSION", "page_key"]

PIPELINE_VERSION: Final = 15
"""To be raised whenever the pipeline reads pages differently, so that older results are not taken over."""

_ABSENT: Final = ""
"""In the place of what is not there, or cannot be read: pages that need it fail, and are read when it is."""


def page_key(
    options: TranscriptionOptions,
    packs: LanguagePacks,
    *,
    known: Sequence[EngineKind] | None = None,
    version: int = PIPELINE_VERSION,
) -> str:
    """A digest of all that decides what is read: options, models, engines (among `known`, else among all
    there are), and the pipeline itself.

    Models are digested once for as long as their files stay: the first call takes some 0.1 s, others little.
    """
    decided_by = [
        version,
        deciding_values(options),
        _or_absent(lambda: packs.digest(options.languages)),
        _or_absent(lambda: engine_named(options.engine, known).version()),
        line_reader_version() if options.second_opinion else _ABSENT,
    ]
    return hashlib.sha256(msgspec.json.encode(decided_by)).hexdigest()


def _or_absent(told: Callable[[], str]) -> str:
    try:
        return told()
    except TranscritorError:
        return _ABSENT
