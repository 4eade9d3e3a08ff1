"""The user's own Tesseract, run as a program for each picture."""

from __future__ import annotations

import os

import pytesseract
from PIL import Image

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrPage
from transcritor_gui.pipeline.ocr.languages import check_languages
from transcritor_gui.pipeline.ocr.tsv import page_from_tsv

__all__ = ["PytesseractEngine"]

_TIMEOUT_S = 600
"""Only so that an orphan ends some day: the pool stops a page, and its child, long before."""


class PytesseractEngine:
    """The `tesseract` program through pytesseract, with the languages of the folder given."""

    def __init__(self, *, tessdata_dir: str) -> None:
        os.environ["OMP_THREAD_LIMIT"] = "1"  # inherited by the program; see TesserocrEngine
        self._tessdata_dir = tessdata_dir
        try:
            self._version = str(pytesseract.get_tesseract_version())
        except (pytesseract.TesseractNotFoundError, SystemExit) as error:
            raise TranscritorError(ErrorCode.ENGINE_MISSING, engine="tesseract") from error

    @property
    def name(self) -> str:
        return f"pytesseract {pytesseract.__version__} (Tesseract {self._version})"

    def recognise(self, image: GreyImage, *, dpi: float, languages: str) -> OcrPage:
        check_languages(languages, tessdata_dir=self._tessdata_dir)
        picture = Image.fromarray(image)
        picture.format = "BMP"  # what pytesseract hands over; a PNG takes 20 times as long to write
        config = f'--tessdata-dir "{self._tessdata_dir}" --dpi {round(dpi)} --psm 3 --oem 1'
        try:
            tsv = pytesseract.image_to_data(picture, lang=languages, config=config, timeout=_TIMEOUT_S)
        except pytesseract.TesseractNotFoundError as error:
            raise TranscritorError(ErrorCode.ENGINE_MISSING, engine="tesseract") from error
        except (pytesseract.TesseractError, RuntimeError, OSError) as error:
            raise TranscritorError(ErrorCode.ENGINE_FAILED, engine="tesseract") from error
        return page_from_tsv(tsv)

    def close(self) -> None:
        """Nothing is kept between pictures."""
