"""Keeps the catalogues of words in step with the sources.

    python -m scripts.translations update    collect the words, merge them into each language, compile
    python -m scripts.translations check     exit 1, and say why, where a catalogue is not complete

`resources/translations/transcritor.pot` lists every text inside `tr()` and `ntr()`. Each LANG/LC_MESSAGES/
transcritor.po beside it is edited by people, and its .mo is what the program reads. Line numbers and dates
are left out, so that a catalogue changes only when words do.
"""

from __future__ import annotations

import io
import string
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

__all__ = ["TEMPLATE", "catalogue_paths", "collected", "compiled", "problems", "update"]

_ROOT = Path(__file__).resolve().parents[1]
_TRANSLATIONS = _ROOT / "resources" / "translations"
TEMPLATE = _TRANSLATIONS / "transcritor.pot"
_KEYWORDS = {"tr": None, "ntr": (1, 2)}
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""Babel writes a date into every .mo; with this one the same words give the same bytes."""
_HEADERS_LEFT_OUT = (
    b'"Project-Id-Version',
    b'"Report-Msgid-Bugs-To',
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Generated-By',
)
_HEADER = """\
# Words of Transcritor.
# This file is distributed under the licence of the project.
#"""


def catalogue_paths() -> tuple[Path, ...]:
    """The .po file of every language."""
    return tuple(sorted(_TRANSLATIONS.glob("*/LC_MESSAGES/transcritor.po")))


def collected() -> Catalog:
    """Every text for people in the sources, as a template."""
    template = Catalog(header_comment=_HEADER, charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        _ROOT / "transcritor_gui", [("**.py", "python")], keywords=_KEYWORDS, comment_tags=("Translators:",),
        strip_comment_tags=True,
    )  # fmt: skip
    for name, line, message, comments, context in sorted(found, key=lambda entry: entry[:2]):
        place = (f"transcritor_gui/{name}", line)
        template.add(message, locations=[place], auto_comments=comments, context=context)
    return template


def update() -> None:
    """Write the template, merge it into every language, and compile each."""
    template = collected()
    TEMPLATE.write_bytes(_po_bytes(template))
    for path in catalogue_paths():
        catalogue = _read(path)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        path.write_bytes(_po_bytes(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(path))


def compiled(path: Path) -> bytes:
    """The .mo bytes of the .po file at `path`."""
    catalogue = _read(path)
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def problems() -> list[str]:
    """What is missing or wrong in the catalogues; [] when every language is complete."""
    template = collected()
    found = []
    wanted = {_key(message.id) for message in template if message.id}
    if {_key(message.id) for message in _read(TEMPLATE) if message.id} != wanted:
        found.append(f"{TEMPLATE.name} is behind the sources: run make translations")
    for path in catalogue_paths():
        language = path.parents[1].name
        catalogue = _read(path)
        there = {_key(message.id) for message in catalogue if message.id}
        found += [f"{language}: not in the catalogue: {text}" for text in sorted(wanted - there)]
        found += [f"{language}: no longer in the sources: {text}" for text in sorted(there - wanted)]
        found += [f"{language}: {problem}" for problem in _message_problems(catalogue)]
        compiled_path = path.with_suffix(".mo")
        if not compiled_path.is_file() or compiled_path.read_bytes() != compiled(path):
            found.append(f"{language}: {compiled_path.name} is behind {path.name}: run make translations")
    return found


def _message_problems(catalogue: Catalog) -> Iterator[str]:
    for message in catalogue:
        if not message.id:
            continue
        sources = _forms(message.id)
        targets = _forms(message.string)
        if not all(targets):
            yield f"not translated: {sources[0]}"
            continue
        if message.fuzzy:
            yield f"marked as doubtful: {sources[0]}"
        # The plural is what every form may draw its facts from; the singular may leave the count out.
        allowed = _facts(sources[-1])
        needed = _facts(sources[0])
        for target in targets:
            if not needed <= _facts(target) <= allowed:
                yield f"other facts in braces than the English: {target}"
            if sources[0][-1:] in ".:?!…" and target[-1:] != sources[0][-1:]:
                yield f"ends otherwise than the English: {target}"


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    if text is None or isinstance(text, str):
        return (text or "",)
    return tuple(text)


def _key(text: str | tuple[str, ...] | list[str]) -> str:
    return _forms(text)[0]


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=None if path == TEMPLATE else path.parents[1].name)
    catalogue.fuzzy = False
    return catalogue


def _po_bytes(catalogue: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, include_lineno=False, omit_header=False, sort_by_file=True)
    undated = [
        line for line in buffer.getvalue().splitlines(keepends=True) if not line.startswith(_HEADERS_LEFT_OUT)
    ]
    return b"".join(undated)


if __name__ == "__main__":
    command = sys.argv[1] if len(sys.argv) > 1 else ""
    if command == "update":
        update()
    if command not in ("update", "check"):
        sys.exit(f"usage: {Path(__file__).name} update|check")
    complaints = problems()
    print("\n".join(complaints) if complaints else "The catalogues are complete.")
    sys.exit(1 if complaints else 0)
