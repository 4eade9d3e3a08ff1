"""The user's own Tesseract, run as a program for each picture."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import tr
from transcritor_gui.pipeline.ocr.engine import EngineKind, OcrPage
from transcritor_gui.pipeline.ocr.language_packs import LanguagePacks
from transcritor_gui.pipeline.ocr.tsv import page_from_tsv

if TYPE_CHECKING:  # brings numpy, which a process that reads no pages never needs
    from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["PYTESSERACT", "PytesseractEngine"]

_NAME = "pytesseract"
_PROGRAM = "tesseract"
_TIMEOUT_S = 600
"""Only so that an orphan ends some day: the pool stops a page, and its child, long before."""


class PytesseractEngine:
    """The `tesseract` program through pytesseract, with the packs of the folder given."""

    def __init__(self, packs: LanguagePacks) -> None:
        os.environ["OMP_THREAD_LIMIT"] = "1"  # inherited by the program; see TesserocrEngine
        self.name = _version()
        self._packs = packs

    def prepare(self, languages: str) -> None:
        """Nothing can be: each picture has a program of its own, which loads its models."""

    def recognise(self, image: GreyImage, *, dpi: float, languages: str) -> OcrPage:
        import pytesseract
        from PIL import Image

        self._packs.require(languages)
        picture = Image.fromarray(image)
        picture.format = "BMP"  # what pytesseract hands over; a PNG takes 20 times as long to write
        config = f'--tessdata-dir "{self._packs.folder}" --dpi {round(dpi)} --psm 3 --oem 1'
        try:
            tsv = pytesseract.image_to_data(picture, lang=languages, config=config, timeout=_TIMEOUT_S)
        except pytesseract.TesseractNotFoundError as error:
            raise TranscritorError(ErrorCode.ENGINE_MISSING, engine=_PROGRAM) from error
        except (pytesseract.TesseractError, RuntimeError, OSError) as error:
            raise TranscritorError(ErrorCode.ENGINE_FAILED, engine=_PROGRAM) from error
        return page_from_tsv(tsv)

    def close(self) -> None:
        """Nothing is kept between pictures."""


def _is_available() -> bool:
    return shutil.which(_PROGRAM) is not None


def _version() -> str:
    """Asked of the program each time: it may be exchanged while this one runs."""
    import pytesseract

    try:
        version = pytesseract.get_tesseract_version()
    except (pytesseract.TesseractNotFoundError, SystemExit) as error:
        raise TranscritorError(ErrorCode.ENGINE_MISSING, engine=_PROGRAM) from error
    return f"{_NAME} {pytesseract.__version__} (Tesseract {version})"


PYTESSERACT = EngineKind(
    name=_NAME,
    label=lambda: tr("Tesseract of this computer"),
    is_available=_is_available,
    version=_version,
    languages=lambda packs: packs.installed,
    open=PytesseractEngine,
)
