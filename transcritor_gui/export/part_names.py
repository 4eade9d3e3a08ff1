"""What the parts of a document are called, and the list of them that goes beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from transcritor_gui.export.name_template import DEFAULT_TEMPLATE, NameFields, filled_name, names_parts
from transcritor_gui.i18n import ntr, number, tr

__all__ = ["ListedPart", "list_name", "list_of_parts", "part_names", "without_characters"]

_LIST_SUFFIX: Final = ".txt"


@dataclass(frozen=True, slots=True)
class ListedPart:
    name: str
    first_page: int
    """As people count them, from 1."""
    last_page: int
    size_bytes: int
    sha256: str


def part_names(template: str, fields: NameFields, suffix: str, *, count: int, not_in_names: str) -> list[str]:
    """The names of the `count` parts of a document, in an order that sorts as the parts do.

    A `template` that does not name the part gets its number behind. A single part is called as the document
    would be, without the characters `not_in_names`.
    """
    template = template if template.strip() else DEFAULT_TEMPLATE
    if count > 1 and not names_parts(template):
        template = f"{template} {_numbered(count)}"
    filled = (
        filled_name(template, replace(fields, part=at, parts=count), suffix) for at in range(1, count + 1)
    )
    return [without_characters(name, suffix, not_in_names) for name in filled]


def list_name(template: str, fields: NameFields) -> str:
    """What the list of the parts is called."""
    usual = template if template.strip() and not names_parts(template) else DEFAULT_TEMPLATE
    return filled_name(tr("{name} - list of parts", name=usual), fields, _LIST_SUFFIX)


def without_characters(name: str, suffix: str, characters: str) -> str:
    """`name`, which ends in `suffix`, without `characters`; never empty before the suffix."""
    stem = name.removesuffix(suffix).translate({ord(each): None for each in characters})
    return (stem if stem else "0") + suffix


def list_of_parts(document: str, parts: Sequence[ListedPart], notes: Sequence[str]) -> str:
    """A text for people that `sha256sum --check` understands as well: what is for people begins with '#'."""
    lines = [document, ntr("{count} part", "{count} parts", len(parts)), *notes, ""]
    text = [f"# {line}".rstrip() for line in lines]
    for part in parts:
        pages = (
            tr("page {page}", page=part.first_page)
            if part.first_page == part.last_page
            else tr("pages {first} to {last}", first=part.first_page, last=part.last_page)
        )
        size = tr("{size} kB", size=number(-(-part.size_bytes // 1000)))
        text += [f"# {part.name}: {pages}, {size}", f"{part.sha256}  {part.name}"]
    return "\n".join(text) + "\n"


def _numbered(count: int) -> str:
    width = len(str(count))
    written = f":0{width}" if width > 1 else ""
    part = f"{{part{written}}}"
    return tr("part {part} of {parts}", part=part, parts="{parts}")
