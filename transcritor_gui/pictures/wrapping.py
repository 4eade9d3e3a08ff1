"""One picture as a PDF of one page, its data as they stand in the file where a PDF can hold them."""

from __future__ import annotations

import io
import logging
from functools import partial
from typing import Any, Final

from transcritor_gui.pictures.decoding import FAULTS

__all__ = ["wrapped"]

_log = logging.getLogger(__name__)

_LEAST_SIDE_PT: Final = 3.0
"""Of a page (ISO 32000-1, annex C)."""


def wrapped(data: bytes, *, dpi: tuple[float, float], turn: int) -> bytes | None:
    """A PDF of the first picture of `data`, shown turned by `turn` degrees clockwise.

    The same for the same bytes; None where img2pdf refuses it.

    Call it `within_pillow`.
    """
    import img2pdf

    made = io.BytesIO()
    logging.getLogger("img2pdf").setLevel(logging.ERROR)  # it warns of all that it has to convert
    try:
        pdf: Any = img2pdf.convert_to_docobject(
            data,
            nodate=True,
            first_frame_only=True,
            rotation=img2pdf.Rotation[str(turn)],
            layout_fun=partial(_layout, dpi),
        )
        # As its own `convert` saves it, which takes pikepdf 10 for older than 6 and gives it a random /ID.
        pdf.writer.save(made, min_version=pdf.output_version, linearize=True, deterministic_id=True)
    except MemoryError:
        raise
    except FAULTS as error:
        _log.debug("img2pdf does not take the picture: %s", type(error).__name__)
        return None
    except Exception as error:  # noqa: BLE001 - it raises the bare class for what it does not understand
        _log.debug("img2pdf does not understand the picture: %s", type(error).__name__)
        return None
    return made.getvalue()


def _layout(
    dpi: tuple[float, float], width_px: int, height_px: int, _told: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Width and height of the page, then of the picture in its middle, in points, as img2pdf wants them."""
    width, height = 72.0 * width_px / dpi[0], 72.0 * height_px / dpi[1]
    return max(width, _LEAST_SIDE_PT), max(height, _LEAST_SIDE_PT), width, height
