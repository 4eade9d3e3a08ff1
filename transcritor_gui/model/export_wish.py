"""How what has been read is to be written, as people choose it once: in a preset, in the rule of a folder.

Which of it a format understands is known to `export`; `jobs.exporting.settings` puts the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Final

from msgspec import Meta

__all__ = ["EXPORT_LINES", "NOT_EXPORTED", "ExportWish"]

EXPORT_LINES: Final = ("usual", "kept", "joined", "columns")
"""Lines as the format usually has them, as on the page, joined, or in columns."""


@dataclass(frozen=True, slots=True)
class ExportWish:
    format: Annotated[str, Meta(min_length=1, max_length=40)] = "pdf"
    """An exporter's `format`."""
    folder: str = ""
    """Where the files go; '' for beside the document."""
    name_template: Annotated[str, Meta(min_length=1, max_length=300)] = "{name}"
    """See export/name_template.py."""
    lines: Annotated[str, Meta(pattern=rf"^(?:{'|'.join(EXPORT_LINES)})\Z", examples=list(EXPORT_LINES))] = (
        "usual"
    )
    without_headers: bool = False
    """Whether running headers and footers are left out."""
    decimal_comma: bool = True
    """How numbers are written in CSV: '1234,56' or '1234.56'."""
    is_wanted: bool = True
    """False where nothing is to be written by itself, whatever the settings say."""
    upright: bool = False
    """Whether pages that were turned to be read are shown so in PDFs."""
    portal: str = ""
    """The name of the portal of the settings whose limits a PDF keeps to, in parts; '' for none."""


NOT_EXPORTED: Final = ExportWish(is_wanted=False)
