"""Pages freed of what they name and do not show, so that a part does not carry the pictures of other pages.

Many programs give all pages one list of resources with every picture of the document in it. What a page, a
form or a pattern keeps is what its operators name; a name that stands there for another reason keeps its
resource as well, so that nothing that is shown can go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from transcritor_gui.export.pdf.entries import array_of, dictionary_of
from transcritor_gui.export.pdf.parts.object_sizes import linked_objects

__all__ = ["prune_page"]

_NAME: Final = re.compile(rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]*)")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_KINDS: Final = ("/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/Properties")
_ALWAYS_IN_FORCE: Final = frozenset({"/DefaultGray", "/DefaultRGB", "/DefaultCMYK"})
"""Colour spaces that apply without being named (ISO 32000-1, 8.6.5.6)."""
_PAGE_KEYS: Final = frozenset(
    {
        "/Type",
        "/Parent",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Contents",
        "/Rotate",
        "/Group",
        "/Annots",
        "/UserUnit",
        "/Tabs",
    }
)
"""What makes a page look as it does. The rest is about the document (threads, structure), about programs, or
about slide shows."""


def prune_page(page: Any, pruned: set[tuple[int, int]]) -> None:
    """Take from `page`, which inherits nothing, and from what it shows, all that it does not name.

    `pruned` holds what has been seen to already, and gets what is seen to now.
    """
    for key in list(page.keys()):
        if key not in _PAGE_KEYS:
            del page[key]
    page["/Resources"] = _named(page.get("/Resources"), _page_contents(page), set())
    waiting, seen = [page], {page.objgen}
    while waiting:
        for linked in linked_objects(waiting.pop()):
            if linked.objgen in seen or linked.objgen in pruned:
                continue
            seen.add(linked.objgen)
            _prune(linked)
            waiting.append(linked)
    pruned |= seen


def _prune(holder: Any) -> None:
    """What a form, a pattern or a font drawn by operators keeps."""
    if not isinstance(holder, pikepdf.Stream | pikepdf.Dictionary):
        return
    if isinstance(holder, pikepdf.Stream):
        for key in ("/PieceInfo", "/StructParents", "/StructParent", "/Metadata", "/OPI"):
            if key in holder:
                del holder[key]
    if "/Resources" not in holder:
        return
    if isinstance(holder, pikepdf.Stream):
        holder["/Resources"] = _named(holder.get("/Resources"), [holder], set())
    elif holder.get("/Subtype") == "/Type3":
        holder["/Resources"] = _named(holder.get("/Resources"), _glyphs(holder), set())


def _named(resources: Any, contents: list[Any], asked: set[tuple[int, int]]) -> Any:
    """A copy of `resources` with what the streams `contents` name; all of it where they cannot be read."""
    resources = dictionary_of(resources)
    names = _names_in(contents, resources, asked)
    kept = pikepdf.Dictionary()
    for kind in _KINDS:
        chosen = dict(_kept_entries(resources, kind, names))
        if chosen:
            kept[kind] = pikepdf.Dictionary(chosen)
    if "/ProcSet" in resources:
        kept["/ProcSet"] = resources["/ProcSet"]
    return kept


def _kept_entries(resources: Any, kind: str, names: set[bytes] | None) -> Iterator[tuple[str, Any]]:
    """Of a list that may hold thousands, shared by as many pages, only what is named is looked at."""
    entries = dictionary_of(resources.get(kind))
    for key in entries.keys():  # noqa: SIM118 - a pikepdf dictionary is no mapping
        if _is_kept(key, names):
            yield key, entries[key]


def _is_kept(key: str, names: set[bytes] | None) -> bool:
    # names outside ASCII are written in too many ways to be compared
    return names is None or key in _ALWAYS_IN_FORCE or not key.isascii() or key[1:].encode() in names


def _names_in(contents: list[Any], resources: Any, asked: set[tuple[int, int]]) -> set[bytes] | None:
    """The names in `contents`, and in what they show that has no resources of its own; None where unread."""
    names: set[bytes] = set()
    waiting = list(contents)
    while waiting:
        stream = waiting.pop()
        if stream.objgen in asked:
            continue
        asked.add(stream.objgen)
        try:
            found = {_unescaped(name) for name in _NAME.findall(stream.read_bytes())}
        except (pikepdf.PdfError, RuntimeError, ValueError):
            return None
        names |= found
        waiting.extend(_borrowers(found, resources))
    return names


def _borrowers(names: set[bytes], resources: Any) -> Iterator[Any]:
    """The streams that are named and look for their own resources here, because they have none."""
    for _, entry in _kept_entries(resources, "/XObject", names):
        is_form = isinstance(entry, pikepdf.Stream) and entry.get("/Subtype") == "/Form"
        if is_form and "/Resources" not in entry:
            yield entry
    for _, entry in _kept_entries(resources, "/Font", names):
        is_drawn = isinstance(entry, pikepdf.Dictionary) and entry.get("/Subtype") == "/Type3"
        if is_drawn and "/Resources" not in entry:
            yield from _glyphs(entry)


def _glyphs(font: Any) -> list[Any]:
    glyphs = dictionary_of(font.get("/CharProcs")).items()
    return [glyph for _, glyph in glyphs if isinstance(glyph, pikepdf.Stream)]


def _page_contents(page: Any) -> list[Any]:
    own = page.get("/Contents")
    streams = [own] if isinstance(own, pikepdf.Stream) else array_of(own)
    return [each for each in streams if isinstance(each, pikepdf.Stream)]


def _unescaped(name: bytes) -> bytes:
    return _ESCAPED.sub(lambda found: bytes((int(found[1], 16),)), name) if b"#" in name else name
