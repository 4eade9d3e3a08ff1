"""Which way up a page stands, as Tesseract sees it: by its own detection (osd), and by reading a strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transcritor_gui.pipeline.ocr.engine import SeenOrientation, SurelyRead
from transcritor_gui.pipeline.ocr.language_packs import LanguagePacks, bundled_packs

if TYPE_CHECKING:  # a library of 40 MB, which a digital document never needs
    import tesserocr

    from transcritor_gui.pipeline.grey_image import GreyImage

__all__ = ["TesserocrOrientation"]

_SUPPORTS = 1.0
"""Tesseract's orientation confidence from which it counts as a second voice."""
_CLEAR = 3.0
"""The same, from which its word alone is worth a look at the text."""
_SURE_WORD = 75
"""Tesseract's word confidence, of 100, from which a word of three letters or figures counts as read."""
_SHORTEST_WORD = 3
_READING_TIMEOUT_MS = 10_000
_STRIPS_ARE_READ_IN = ("eng", "por")
"""Of these the first that is there, else any: letters are the same in all of them."""


class TesserocrOrientation:
    """Tesseract's detection, and a reader for strips, both through tesserocr and loaded on first use.

    Strips are read with the packs that come with the program where there are any, whatever folder the pages
    are read with: these are quick, and how well they tell has been measured.
    """

    def __init__(self, packs: LanguagePacks) -> None:
        self._packs = packs
        self._detector: tesserocr.PyTessBaseAPI | None = None
        self._reader: tesserocr.PyTessBaseAPI | None = None

    def orientation_of(self, picture: GreyImage, *, dpi: float) -> SeenOrientation | None:
        if self._detector is None:
            import tesserocr

            folder = str(self._packs.osd.parent)
            self._detector = tesserocr.PyTessBaseAPI(path=folder, lang="osd", psm=tesserocr.PSM.OSD_ONLY)
        _show(self._detector, picture, dpi)
        result = self._detector.DetectOrientationScript()
        if result is None or float(result["orient_conf"]) < _SUPPORTS:
            return None
        # Tesseract says how far the page has been turned anticlockwise from upright, seen from the reader.
        turn = -int(result["orient_deg"]) % 360
        return SeenOrientation(turn, is_clear=float(result["orient_conf"]) >= _CLEAR)

    def read_surely(self, picture: GreyImage, *, dpi: float) -> SurelyRead | None:
        reader = self._warm_reader()
        if reader is None:
            return None
        _show(reader, picture, dpi)
        reader.Recognize(_READING_TIMEOUT_MS)
        letters = figures = 0
        for word, sure in zip(reader.AllWords(), reader.AllWordConfidences(), strict=True):
            own_letters, own_figures = sum(map(str.isalpha, word)), sum(map(str.isdigit, word))
            if sure >= _SURE_WORD and own_letters + own_figures >= _SHORTEST_WORD:
                letters += own_letters
                figures += own_figures
        reader.Clear()
        return SurelyRead(letters, figures)

    def close(self) -> None:
        for api in (self._detector, self._reader):
            if api is not None:
                api.End()
        self._detector = self._reader = None

    def _warm_reader(self) -> tesserocr.PyTessBaseAPI | None:
        """In one of the languages there are; None where there is none.

        It takes a strip for one block: its own page layout would turn lines that run up the page, and read
        them.
        """
        if self._reader is None:
            bundled = bundled_packs()
            packs = bundled if bundled.installed else self._packs
            usable = [code for code in (*_STRIPS_ARE_READ_IN, *packs.installed) if code in packs.installed]
            if not usable:
                return None
            import tesserocr

            self._reader = tesserocr.PyTessBaseAPI(
                path=packs.folder, lang=usable[0], psm=tesserocr.PSM.SINGLE_BLOCK
            )
        return self._reader


def _show(api: tesserocr.PyTessBaseAPI, picture: GreyImage, dpi: float) -> None:
    import numpy as np

    pixels = np.ascontiguousarray(picture)
    height, width = pixels.shape
    api.SetImageBytes(pixels.tobytes(), width, height, 1, width)
    api.SetSourceResolution(round(dpi))
