"""Links, notes and fields of pages, freed of what ties them to other pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pikepdf

from transcritor_gui.export.pdf.entries import array_of, dictionary_of
from transcritor_gui.export.pdf.parts.navigation import Destinations, Target, array_for

__all__ = ["PageLinks", "free_annotations", "put_links"]

_ACTIONS: Final = ("/URI", "/GoToR", "/Named")
"""What a link may do besides leading to a page: scripts, forms sent off and programs started are refused by
portals, and may name any field of the document."""
_TIES: Final = ("/P", "/AA", "/StructParent")
_TO_NEIGHBOURS: Final = ("/Popup", "/IRT")


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Of one page: the places of its links among its annotations, and where each leads."""

    targets: tuple[tuple[int, Target], ...]


def free_annotations(page: Any, destinations: Destinations) -> PageLinks:
    """Untie the annotations of `page`; where its links led, which `put_links` puts back."""
    annotations = [each for each in array_of(page.get("/Annots")) if isinstance(each, pikepdf.Dictionary)]
    if not annotations:
        if "/Annots" in page:
            del page["/Annots"]
        return PageLinks(())
    page["/Annots"] = pikepdf.Array(annotations)
    numbers = {each.objgen for each in annotations if each.is_indirect}
    found = []
    for place, annotation in enumerate(annotations):
        target = destinations.target(annotation)
        if target is not None:
            found.append((place, target))
        _untie(annotation, numbers)
    return PageLinks(tuple(found))


def put_links(part: Any, page: Any, links: PageLinks, *, first: int, end: int) -> int:
    """Let the links of `page`, one of `part`, lead where they led; how many led to other parts, and are gone.

    The part holds the pages from `first` up to, and without, `end`.
    """
    lost = 0
    for place, target in reversed(links.targets):
        if first <= target.page_index < end:
            page["/Annots"][place]["/Dest"] = array_for(part, target, first=first)
        else:
            del page["/Annots"][place]
            lost += 1
    return lost


def _untie(annotation: Any, neighbours: set[tuple[int, int]]) -> None:
    for key in _TIES:
        if key in annotation:
            del annotation[key]
    for key in _TO_NEIGHBOURS:
        other = annotation.get(key)
        if isinstance(other, pikepdf.Dictionary) and other.objgen not in neighbours:
            del annotation[key]
    if "/Parent" in annotation and annotation.get("/Subtype") != "/Widget":
        above = annotation["/Parent"]
        if not isinstance(above, pikepdf.Dictionary) or above.objgen not in neighbours:
            del annotation["/Parent"]
    if "/Dest" in annotation:
        del annotation["/Dest"]
    if "/A" in annotation:
        action = dictionary_of(annotation["/A"])
        del annotation["/A"]
        if action.get("/S") in _ACTIONS:
            kept = {key: value for key, value in action.items() if key != "/Next"}
            annotation["/A"] = pikepdf.Dictionary(kept)
