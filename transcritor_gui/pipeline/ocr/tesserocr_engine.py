"""The built-in engine: Tesseract inside this process, its models loaded once."""

from __future__ import annotations

import importlib.util
import os
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import tr
from transcritor_gui.pipeline.ocr.engine import EngineKind, OcrPage
from transcritor_gui.pipeline.ocr.language_packs import LanguagePacks
from transcritor_gui.pipeline.ocr.tesserocr_orientation import TesserocrOrientation
from transcritor_gui.pipeline.ocr.tsv import page_from_tsv

if TYPE_CHECKING:  # a library of 40 MB, which a digital document never needs
    import tesserocr

    from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["TESSEROCR", "TesserocrEngine"]

_NAME = "tesserocr"


class TesserocrEngine:
    """Tesseract through tesserocr. One set of languages is warm at a time."""

    def __init__(self, packs: LanguagePacks) -> None:
        # Tesseract's own threads make a page five times slower; pages run in parallel instead.
        os.environ["OMP_THREAD_LIMIT"] = "1"
        self.name = _version()
        self._packs = packs
        self._languages = ""
        self._api: tesserocr.PyTessBaseAPI | None = None
        self._coming: Future[tesserocr.PyTessBaseAPI] | None = None
        """Of `_languages`, being loaded."""

    def prepare(self, languages: str) -> None:
        if self._api is None or self._languages != languages:
            self._begun(languages)

    def recognise(self, image: GreyImage, *, dpi: float, languages: str) -> OcrPage:
        api = self._ready(languages)
        height, width = image.shape
        try:
            api.SetImageBytes(image.tobytes(), width, height, 1, width)
            api.SetSourceResolution(round(dpi))
            tsv = api.GetTSVText(0)
        except RuntimeError as error:
            raise TranscritorError(ErrorCode.ENGINE_FAILED, engine=_NAME) from error
        finally:
            api.Clear()
            api.ClearAdaptiveClassifier()  # one page must not change how the next is read
        return page_from_tsv(tsv)

    def close(self) -> None:
        coming, self._coming = self._coming, None
        if coming is not None and coming.exception() is None:
            coming.result().End()
        if self._api is not None:
            self._api.End()
            self._api = None

    def _ready(self, languages: str) -> tesserocr.PyTessBaseAPI:
        if self._api is not None and self._languages == languages:
            return self._api
        self._packs.require(languages)
        coming = self._begun(languages)
        self._coming = None
        try:
            self._api = coming.result()
        except RuntimeError as error:
            raise TranscritorError(ErrorCode.ENGINE_FAILED, engine=_NAME) from error
        return self._api

    def _begun(self, languages: str) -> Future[tesserocr.PyTessBaseAPI]:
        """The models being loaded, from now on or since they were asked for."""
        if self._coming is None or self._languages != languages:
            self.close()
            thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tesseract models")
            self._coming, self._languages = thread.submit(_loaded, self._packs.folder, languages), languages
            thread.shutdown(wait=False)
        return self._coming


def _loaded(folder: str, languages: str) -> tesserocr.PyTessBaseAPI:
    """Tesseract with the models of `languages`; raises RuntimeError. It takes 0.3 s."""
    import tesserocr

    # Without a path, tesserocr searches the working directory, which may take minutes.
    return tesserocr.PyTessBaseAPI(
        path=folder, lang=languages, psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY
    )


def _is_available() -> bool:
    return importlib.util.find_spec(_NAME) is not None


@cache
def _version() -> str:
    try:
        import tesserocr
    except (ImportError, OSError) as error:  # OSError: a library of the system's that it needs is not there
        raise TranscritorError(ErrorCode.ENGINE_MISSING, engine=_NAME) from error
    version = tesserocr.tesseract_version().split()[1]
    return f"{_NAME} {tesserocr.__version__} (Tesseract {version})"


TESSEROCR = EngineKind(
    name=_NAME,
    label=lambda: tr("Built in"),
    is_available=_is_available,
    version=_version,
    languages=lambda packs: packs.installed,
    open=TesserocrEngine,
    open_orientation=TesserocrOrientation,
)
