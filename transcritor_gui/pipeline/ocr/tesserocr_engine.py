"""The built-in engine: Tesseract inside this process, its models loaded once."""

from __future__ import annotations

import os

import tesserocr

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrPage
from transcritor_gui.pipeline.ocr.languages import check_languages
from transcritor_gui.pipeline.ocr.tsv import page_from_tsv

__all__ = ["TesserocrEngine"]


class TesserocrEngine:
    """Tesseract through tesserocr. One set of languages is warm at a time."""

    def __init__(self, *, tessdata_dir: str) -> None:
        # Tesseract's own threads make a page five times slower; pages run in parallel instead.
        os.environ["OMP_THREAD_LIMIT"] = "1"
        self._tessdata_dir = tessdata_dir
        self._languages = ""
        self._api: tesserocr.PyTessBaseAPI | None = None

    @property
    def name(self) -> str:
        version = tesserocr.tesseract_version().split()[1]
        return f"tesserocr {tesserocr.__version__} (Tesseract {version})"

    def recognise(self, image: GreyImage, *, dpi: float, languages: str) -> OcrPage:
        api = self._ready(languages)
        height, width = image.shape
        try:
            api.SetImageBytes(image.tobytes(), width, height, 1, width)
            api.SetSourceResolution(round(dpi))
            tsv = api.GetTSVText(0)
        except RuntimeError as error:
            raise TranscritorError(ErrorCode.ENGINE_FAILED, engine="tesserocr") from error
        finally:
            api.Clear()
            api.ClearAdaptiveClassifier()  # one page must not change how the next is read
        return page_from_tsv(tsv)

    def close(self) -> None:
        if self._api is not None:
            self._api.End()
            self._api = None

    def _ready(self, languages: str) -> tesserocr.PyTessBaseAPI:
        if self._api is not None and self._languages == languages:
            return self._api
        check_languages(languages, tessdata_dir=self._tessdata_dir)
        self.close()
        try:
            # Without a path, tesserocr searches the working directory, which may take minutes.
            self._api = tesserocr.PyTessBaseAPI(
                path=self._tessdata_dir,
                lang=languages,
                psm=tesserocr.PSM.AUTO,
                oem=tesserocr.OEM.LSTM_ONLY,
            )
        except RuntimeError as error:
            raise TranscritorError(ErrorCode.ENGINE_FAILED, engine="tesserocr") from error
        self._languages = languages
        return self._api
