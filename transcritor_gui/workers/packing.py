"""Reading a page and folding the result, in one call inside the worker process."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model.packed import PackedPage, pack_page, unpack_page
from transcritor_gui.model.page import PageResult

__all__ = ["run_packed"]

_Task = TypeVar("_Task")


def run_packed(function: Callable[[_Task], PageResult], task: _Task) -> PackedPage:
    """What `function(task)` reads, folded for the trip to the program and into the database.

    Raises TranscritorError(ENGINE_FAILED) for a page that could not be unfolded again: one whose width
    is no number, say. In the database it would look like damage.
    """
    packed = pack_page(function(task))
    try:
        unpack_page(packed.data)
    except ValueError as error:
        raise TranscritorError(ErrorCode.ENGINE_FAILED) from error
    return packed
