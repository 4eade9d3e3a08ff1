"""What people write beside a document: a note, and tags to find it by. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

__all__ = ["Labels", "has_tag", "normalised_tags", "retagged", "tags_in"]

_BREAKS: Final = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class Labels:
    """Those of one job."""

    job_id: UUID
    note: str
    tags: tuple[str, ...]
    """As `normalised_tags` gives them."""


def normalised_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Without empty ones and superfluous spaces, each once whatever its case, in order of the alphabet."""
    tidy = (" ".join(tag.split()) for tag in tags)
    chosen: dict[str, str] = {}
    for tag in tidy:
        if tag:
            chosen.setdefault(tag.casefold(), tag)
    return tuple(chosen[key] for key in sorted(chosen))


def tags_in(text: str) -> tuple[str, ...]:
    """The tags that a person typed, parted by commas, semicolons or lines."""
    return normalised_tags(_BREAKS.split(text))


def has_tag(tags: Iterable[str], wanted: str) -> bool:
    """Whether `wanted` is among the tags, whatever its case."""
    return wanted.casefold() in (tag.casefold() for tag in tags)


def retagged(tags: Iterable[str], *, add: Iterable[str] = (), remove: Iterable[str] = ()) -> tuple[str, ...]:
    """The tags with some more and some less."""
    gone = {tag.casefold() for tag in remove}
    return normalised_tags([*(tag for tag in tags if tag.casefold() not in gone), *add])
