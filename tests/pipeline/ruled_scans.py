"""Pictures of pages with ruled tables, and of what only looks like one."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["PAYMENTS", "blank_sheet", "draw_rule", "draw_table", "draw_text", "payments_page"]

PAYMENTS = (
    ("Month", "Rent", "Water", "Total"),
    ("January", "1200,00", "84,50", "1284,50"),
    ("February", "1200,00", "91,20", "1291,20"),
    ("March", "1250,00", "79,90", "1329,90"),
    ("April", "1250,00", "88,10", "1338,10"),
)
"""Words and figures that the engine reads without fail when they are drawn plainly."""


def blank_sheet(*, dpi: float = 200.0) -> GreyImage:
    """White paper of letter size."""
    return np.full((round(11 * dpi), round(8.5 * dpi)), 255, np.uint8)


def draw_text(sheet: GreyImage, text: str, x_pt: float, baseline_pt: float, *, dpi: float = 200.0) -> None:
    """About 12 points high."""
    px = dpi / 72
    thickness = max(1, round(dpi / 75))
    at = (round(x_pt * px), round(baseline_pt * px))
    cv2.putText(sheet, text, at, cv2.FONT_HERSHEY_SIMPLEX, 0.36 * px, 0, thickness, cv2.LINE_AA)


def draw_rule(
    sheet: GreyImage, x0_pt: float, y0_pt: float, x1_pt: float, y1_pt: float, *, dpi: float = 200.0
) -> None:
    """Three quarters of a point thick."""
    px = dpi / 72
    start, end = (round(x0_pt * px), round(y0_pt * px)), (round(x1_pt * px), round(y1_pt * px))
    cv2.line(sheet, start, end, 0, max(1, round(0.75 * px)))


def draw_table(
    sheet: GreyImage,
    rows: Sequence[Sequence[str]],
    *,
    x_pt: float = 90.0,
    y_pt: float = 250.0,
    column_pt: float = 105.0,
    row_pt: float = 27.0,
    spanned: Sequence[tuple[int, int]] = (),
    dpi: float = 200.0,
) -> None:
    """A grid with a text in each cell. `spanned`: (row, column) of cells that go on into the next column."""
    width, height = column_pt * len(rows[0]), row_pt * len(rows)
    for row in range(len(rows) + 1):
        y = y_pt + row * row_pt
        draw_rule(sheet, x_pt, y, x_pt + width, y, dpi=dpi)
    for column in range(len(rows[0]) + 1):
        x = x_pt + column * column_pt
        open_at = sorted(row for row, spans in spanned if spans + 1 == column)
        top = y_pt
        for row in open_at:
            if y_pt + row * row_pt > top:
                draw_rule(sheet, x, top, x, y_pt + row * row_pt, dpi=dpi)
            top = y_pt + (row + 1) * row_pt
        draw_rule(sheet, x, top, x, y_pt + height, dpi=dpi)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            baseline = y_pt + (row + 0.68) * row_pt
            draw_text(sheet, text, x_pt + column * column_pt + 8, baseline, dpi=dpi)


def payments_page(*, dpi: float = 200.0) -> GreyImage:
    """A paragraph, the table of PAYMENTS, a paragraph."""
    sheet = blank_sheet(dpi=dpi)
    for number, text in enumerate(
        (
            "The tenant has paid the following amounts in the",
            "first months of the year, as the receipts that are",
            "attached to this letter show in every detail.",
        )
    ):
        draw_text(sheet, text, 90, 130 + 20 * number, dpi=dpi)
    draw_table(sheet, PAYMENTS, dpi=dpi)
    for number, text in enumerate(
        (
            "Nothing is owed for the months before these, and",
            "the owner has confirmed as much in writing to us.",
        )
    ):
        draw_text(sheet, text, 90, 430 + 20 * number, dpi=dpi)
    return sheet
