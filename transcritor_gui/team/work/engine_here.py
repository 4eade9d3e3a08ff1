"""Which engine a worker reads with, when the chosen one is that of the client's own computer."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from transcritor_gui.model import DEFAULT_ENGINE, TranscriptionOptions
from transcritor_gui.pipeline.ocr.engine import EngineKind
from transcritor_gui.pipeline.ocr.registry import engine_named

__all__ = ["with_engine_here"]

_log = logging.getLogger(__name__)


def with_engine_here(
    options: TranscriptionOptions, known: Sequence[EngineKind] | None = None
) -> TranscriptionOptions:
    """`options`, with the engine that comes with the program where theirs (among `known`, else among all
    there are) cannot be used on this computer. Each page tells what recognised it.
    """
    if options.engine == DEFAULT_ENGINE or engine_named(options.engine, known).is_available():
        return options
    _log.warning("%s is not on this computer; %s reads instead", options.engine, DEFAULT_ENGINE)
    return replace(options, engine=DEFAULT_ENGINE)
