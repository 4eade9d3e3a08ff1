"""The real pipeline with a fault in it: what happens to a page is told by its number and a seed.

Module-level functions, so that worker processes find them.
"""

from __future__ import annotations

import ctypes
import os
import random
import threading
from dataclasses import replace
from functools import partial

from transcritor_gui import pipeline
from transcritor_gui.jobs import Pipeline, built_in_pipeline
from transcritor_gui.model import PageResult
from transcritor_gui.pipeline import PageTask

__all__ = ["FAULTS", "faulty_pipeline"]

FAULTS = ("crash", "exit", "hang", "memory", "wrong page", "wrong kind", "wrong figures", "slow", "error")
_LONG_S = 3600.0
_SLOW_S = 0.5


def faulty_pipeline(*, one_in: int, seed: int) -> Pipeline:
    """Every so many pages meet one of FAULTS, at the first attempt or at each."""
    faulty = partial(_transcribe_with_faults, one_in=one_in, seed=seed)
    return replace(built_in_pipeline(), transcribe_page=faulty)


def _transcribe_with_faults(task: PageTask, *, one_in: int, seed: int) -> PageResult:
    chance = random.Random(f"{seed}:{task.path}:{task.page_index}:{os.getpid()}")
    if chance.randrange(one_in) != 0:
        return pipeline.transcribe_page(task)
    fault = chance.choice(FAULTS)
    match fault:
        case "crash":
            ctypes.string_at(0)
        case "exit":
            os._exit(1)
        case "hang":
            threading.Event().wait(_LONG_S)
        case "memory":
            return _eaten(task)
        case "error":
            raise KeyError("palavras do documento")
        case "slow":
            threading.Event().wait(_SLOW_S)
        case "wrong kind":
            return None  # type: ignore[return-value]
    page = pipeline.transcribe_page(task)
    if fault == "wrong page":
        return replace(page, page_index=page.page_index + 1)
    if fault == "wrong figures":
        return replace(page, confidence=float("nan"), width_pt=float("inf"))
    return page


def _eaten(task: PageTask) -> PageResult:
    eaten = bytearray(8_000_000_000)
    return replace(pipeline.transcribe_page(task), rotation=len(eaten))
