"""What is seen of a page: where ink is, and what the ink in one place says.

Recognition is asked of one word at a time, as words in question are often small, turned or alone; and what it
says need not be that word to the letter.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2
import tesserocr
from PIL import Image

from benchmarks.places import tessdata_dir
from benchmarks.systems import LANGUAGES
from transcritor_gui.model import Box

__all__ = ["PagePicture", "WordReader", "says"]

_PX_PER_PT, _MOST_PX = 4.0, 6000
_LEAST_EDGE, _LEAST_EDGED = 12, 0.005
"""Grey levels between neighbouring pixels, and the share of a box in which there are such: pale type."""
_INSET = 0.1
"""Of a box's height, where lines and the edges of bars may run."""
_MARGIN = 0.15
"""Of a box's height, around a word that is to be read."""
_READ_PX = 48
"""To which the height of a word is brought."""
_ALIKE = (0.65, 0.75)
"""Of two words, by the letters they have in common in the same order: short ones, long ones."""
_LONG = 6
"""Letters of a long one."""
_SPACED = 2
"""Letters of the longest part of a word that is set with room between its letters."""
_CAN_BE_READ = re.compile(r"[A-Za-z0-9\u00c0-\u024f'.,/]+")
"""What the recognition that is asked has learnt to read."""
_FIRST_OF_EAST_ASIA = 0x2E80
_UPRIGHT = 1.3
"""A box so much higher than wide holds a word that stands on its side."""

Grey = npt.NDArray[np.uint8]


def says(read: str, word: str) -> bool:
    """Whether what was read may hold `word`, letters read wrong allowed for; two words are never one."""
    wanted = _bare(word)
    enough = _ALIKE[len(wanted) >= _LONG]
    parts = [bare for bare in map(_bare, read.split()) if bare]
    if parts and len(max(parts, key=len)) <= _SPACED:
        parts = ["".join(parts)]
    return any(
        wanted in part or SequenceMatcher(None, part, wanted, autojunk=False).ratio() >= enough
        for part in parts
    )


def _bare(word: str) -> str:
    """Its letters and figures in small, without accents."""
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in parts if letter.isalnum())


class WordReader:
    """Recognition of single words, loaded once."""

    def __init__(self) -> None:
        self._engine = tesserocr.PyTessBaseAPI(
            path=str(tessdata_dir()), lang=LANGUAGES, psm=tesserocr.PSM.SINGLE_LINE
        )

    def read(self, picture: Grey) -> str:
        scale = _READ_PX / max(1, picture.shape[0])
        size = (max(8, round(picture.shape[1] * scale)), _READ_PX)
        enlarged = cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC)
        edge = cv2.copyMakeBorder(enlarged, 12, 12, 12, 12, cv2.BORDER_REPLICATE)
        self._engine.SetImage(Image.fromarray(edge))
        return str(self._engine.GetUTF8Text())


class PagePicture:
    """One page as it is shown, forms filled in; drawn when it is first asked for."""

    def __init__(self, path: Path, page_index: int, reader: WordReader) -> None:
        self._path, self._page_index, self._reader = path, page_index, reader
        self._pixels: Grey | None = None
        self._scale = 1.0
        self._said: dict[tuple[str, tuple[int, ...]], bool] = {}

    def has_ink(self, text: str, box: Box) -> bool:
        """Whether anything is drawn in `box`, in points on the page as shown; False beside the page.

        Scripts that computers have no letters for, unless the file brings them, are believed on the page.
        """
        piece = self._piece(box, -_INSET)
        if piece.size == 0:
            return False
        if max(map(ord, text)) >= _FIRST_OF_EAST_ASIA:
            return True
        low, high = piece[:, :-1].astype(np.int16), piece[:, 1:].astype(np.int16)
        edges = np.count_nonzero(np.abs(high - low) > _LEAST_EDGE)
        return bool(edges > _LEAST_EDGED * piece.size)

    def shows(self, text: str, box: Box) -> bool:
        """Whether the ink in `box` says `text`, or may: scripts that cannot be recognised are believed."""
        if not _CAN_BE_READ.fullmatch(text):
            return True
        key = (text, (round(box.x0), round(box.y0), round(box.x1), round(box.y1)))
        if key not in self._said:
            self._said[key] = self._reads(text, box)
        return self._said[key]

    def _reads(self, text: str, box: Box) -> bool:
        piece = self._piece(box, _MARGIN)
        if piece.size == 0:
            return False
        turns = (1, 3) if box.height > _UPRIGHT * box.width and len(text) > 1 else (0, 2)
        return any(
            says(self._reader.read(np.ascontiguousarray(np.rot90(piece, turn))), text) for turn in turns
        )

    def _piece(self, box: Box, margin: float) -> Grey:
        pixels = self._drawn()
        reach = margin * min(box.width, box.height)
        x0, x1 = (box.x0 - max(reach, 0.0)) * self._scale, (box.x1 + max(reach, 0.0)) * self._scale
        y0, y1 = (box.y0 - reach) * self._scale, (box.y1 + reach) * self._scale
        centre_x, centre_y = box.x_centre * self._scale, box.y_centre * self._scale
        if not (0 <= centre_x < pixels.shape[1] and 0 <= centre_y < pixels.shape[0]):
            return pixels[:0]
        return pixels[max(0, int(y0)) : int(y1) + 1, max(0, int(x0)) : int(x1) + 1]

    def _drawn(self) -> Grey:
        if self._pixels is None:
            self._pixels = self._picture()
        return self._pixels

    def _picture(self) -> Grey:
        """Empty where the page cannot be drawn, as on such a page nothing is seen."""
        try:
            with pypdfium2.PdfDocument(self._path) as document:
                document.init_forms()
                page = document[self._page_index]
                self._scale = min(_PX_PER_PT, _MOST_PX / max(page.get_size()))
                picture: Grey = page.render(scale=self._scale, grayscale=True).to_numpy().squeeze().copy()
                return picture
        except pypdfium2.PdfiumError as error:
            print(f"{self._path.name} {self._page_index + 1} cannot be drawn: {error}")
            return np.zeros((0, 0), np.uint8)
