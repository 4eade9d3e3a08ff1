"""A page to be read by every compared system, with all that is known about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

__all__ = ["BenchPage", "PageTruth", "load_page", "save_page"]


@dataclass(frozen=True, slots=True)
class PageTruth:
    """What a perfect reading would say; fields that are None or empty are not known and not judged."""

    text: str | None = None
    lines: tuple[str, ...] = ()
    """Lines in reading order, where the order is judged."""
    stamp: str = ""
    """Text of the page's own text layer, over a picture of `text`."""
    rotation: int | None = None
    """Degrees clockwise that the page as shown has to be turned to be read."""
    skew_degrees: float | None = None
    """Clockwise tilt of the page as shown."""
    language: str = ""
    """Tesseract codes joined by '+', in the order por, eng."""
    text_layer: str = ""
    """'good', 'bad' (must be refused), or '' for none or not judged."""
    partial: str = ""
    """What the page shows that the truth leaves out; error rates of such pages have a floor."""
    made_with: dict[str, str] = field(default_factory=dict)
    """How a made page was made, for the tables: font, size, dpi, damage."""


@dataclass(frozen=True, slots=True)
class BenchPage:
    set_name: str
    name: str
    pdf: Path
    truth: PageTruth
    page_index: int = 0


def save_page(page: BenchPage) -> None:
    """Put the truth beside the PDF: `NAME.gt.txt` for people, `NAME.json` for `load_page`."""
    if page.truth.text is not None:
        page.pdf.with_suffix(".gt.txt").write_text(page.truth.text, encoding="utf-8")
    page.pdf.with_suffix(".json").write_bytes(msgspec.json.format(msgspec.json.encode(page.truth)))


def load_page(set_name: str, pdf: Path) -> BenchPage:
    truth = msgspec.json.decode(pdf.with_suffix(".json").read_bytes(), type=PageTruth)
    return BenchPage(set_name, pdf.stem, pdf, truth)
