"""What a PDF holds, by the type that it should be of: a damaged or hostile file has anything anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf

__all__ = ["array_of", "dictionary_of", "form_resources"]


def dictionary_of(value: Any) -> Any:
    """`value` where it is a pikepdf dictionary, else an empty one."""
    return value if isinstance(value, pikepdf.Dictionary) else pikepdf.Dictionary()


def array_of(value: Any) -> Sequence[Any]:
    """What is in `value` where it is a pikepdf array, else nothing."""
    return tuple(value) if isinstance(value, pikepdf.Array) else ()


def form_resources(value: Any) -> Any:
    """The resources of `value`, empty where it names none; None where it is no form XObject."""
    if not isinstance(value, pikepdf.Stream) or value.get("/Subtype") != "/Form":
        return None
    return dictionary_of(value.get("/Resources"))
