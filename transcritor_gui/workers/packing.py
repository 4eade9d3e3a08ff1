"""Reading a page and folding the result, in one call inside the worker process."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from transcritor_gui.model.packed import PackedPage, pack_page
from transcritor_gui.model.page import PageResult

__all__ = ["run_packed"]

_Task = TypeVar("_Task")


def run_packed(function: Callable[[_Task], PageResult], task: _Task) -> PackedPage:
    """What `function(task)` reads, folded for the trip to the program and into the database."""
    return pack_page(function(task))
