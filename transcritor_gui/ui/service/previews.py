"""A page's picture from what a worker answered."""

from __future__ import annotations

import logging
from concurrent.futures import CancelledError, Future
from typing import Any

from PySide6.QtGui import QImage

from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError

__all__ = ["preview_picture"]

_log = logging.getLogger(__name__)


def preview_picture(future: Future[Any]) -> QImage | ErrorInfo | None:
    """The preview's picture, decoded on the thread that made it, or why there is none."""
    try:
        preview = future.result()
    except CancelledError:
        return None
    except TranscritorError as error:
        return error.info
    except Exception:  # noqa: BLE001 - the edge of a worker's answer
        _log.exception("a preview failed")
        return ErrorInfo(ErrorCode.INTERNAL)
    image = QImage.fromData(preview.file)
    return ErrorInfo(ErrorCode.INTERNAL) if image.isNull() else image
