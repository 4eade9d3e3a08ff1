"""Pages set from known text: words with boxes as an engine or a text layer gives them, in true order."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import pairwise

from msgspec import structs

from transcritor_gui.model import Block, Box, Word

__all__ = ["MadePage", "order_share", "words_of_text"]

_NARROW = "iljtf.,;:!'()-"
_TEXT = [
    "a",
    "certidão",
    "de",
    "nascimento",
    "e",
    "os",
    "comprovantes",
    "de",
    "residência",
    "foram",
    "juntados",
    "aos",
    "autos",
    "pelo",
    "requerente",
    "em",
    "março",
    "daquele",
    "ano",
    "sem",
    "que",
    "a",
    "parte",
    "contrária",
    "se",
    "manifestasse",
    "sobre",
    "o",
    "pedido",
    "de",
    "gratuidade",
    "nem",
    "sobre",
    "a",
    "avaliação",
    "do",
    "imóvel",
    "situado",
    "na",
    "rua",
    "principal",
    "do",
    "município",
    "que",
    "fora",
    "vendido",
    "por",
    "escritura",
    "pública",
    "lavrada",
    "no",
    "cartório",
    "da",
    "comarca",
    "vizinha",
    "onde",
    "também",
    "se",
    "registrou",
    "a",
    "procuração",
    "outorgada",
    "por",
    "todos",
    "os",
    "herdeiros",
    "maiores",
    "e",
    "capazes",
    "que",
    "concordaram",
    "com",
    "a",
    "partilha",
    "proposta",
    "pelo",
    "inventariante",
    "nomeado",
    "pelo",
    "juízo",
]


def words_of_text(count: int, *, seed: int = 0) -> list[str]:
    """`count` words of plausible running text."""
    chosen = random.Random(seed)
    return [chosen.choice(_TEXT) for _ in range(count)]


@dataclass
class MadePage:
    """A page being set; `words` is filled in true reading order."""

    width: float = 595.0
    height: float = 842.0
    hugging: bool = False
    """Whether boxes hug the letters, as an OCR engine's do, or hold the whole line, as a font's do."""
    words: list[Word] = field(default_factory=list)

    def line(
        self, texts: list[str], *, x: float, baseline: float, size: float, space: float | None = None
    ) -> float:
        """Set one line; returns where it ends."""
        gap = 0.28 * size if space is None else space
        for text in texts:
            width = sum(0.3 if letter in _NARROW else 0.52 for letter in text) * size
            self.words.append(Word(text, self._box(text, x, width, baseline, size)))
            x += width + gap
        return x - gap

    def _box(self, text: str, x: float, width: float, baseline: float, size: float) -> Box:
        if not self.hugging:
            return Box(x, baseline - 0.92 * size, x + width, baseline + 0.23 * size)
        tall = any(letter in "bdfhklABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ãçéáóúâêôí" for letter in text)
        deep = any(letter in "gjpqyç" for letter in text)
        return Box(
            x, baseline - (0.7 if tall else 0.46) * size, x + width, baseline + (0.21 if deep else 0) * size
        )

    def paragraph(
        self,
        texts: list[str],
        *,
        x: float,
        top: float,
        width: float,
        size: float = 10.0,
        leading: float = 1.2,
        justified: bool = True,
        indent: float = 0.0,
    ) -> float:
        """Set running text; returns the baseline of the line after its last."""
        baseline = top + size
        rest = list(texts)
        first = True
        while rest:
            room = width - (indent if first else 0.0)
            row: list[str] = []
            used = 0.0
            while rest:
                wide = sum(0.3 if letter in _NARROW else 0.52 for letter in rest[0]) * size
                if row and used + wide > room:
                    break
                used += wide + 0.28 * size
                row.append(rest.pop(0))
            ink = used - 0.28 * size * len(row)
            space = (room - ink) / (len(row) - 1) if justified and rest and len(row) > 1 else None
            self.line(row, x=x + (indent if first else 0.0), baseline=baseline, size=size, space=space)
            baseline += leading * size
            first = False
        return baseline

    def column_of_text(
        self, *, x: float, top: float, bottom: float, width: float, size: float, seed: int
    ) -> None:
        """Fill a column with paragraphs of running text."""
        y = top
        number = 0
        while y + 4 * size < bottom:
            lines = min(9, int((bottom - y) / (1.2 * size)) - 1)
            count = max(3, int(lines * width / (3.1 * size)))
            texts = words_of_text(count, seed=1000 * seed + number)
            y = self.paragraph(texts, x=x, top=y, width=width, size=size, indent=1.5 * size) - 0.9 * size
            number += 1

    def shuffled(self, seed: int) -> list[Word]:
        """The words in an order that says nothing."""
        mixed = list(self.words)
        random.Random(seed).shuffle(mixed)
        return mixed

    def tilted(self, degrees: float) -> None:
        """Let every line fall to the right."""
        slope = degrees * 3.14159265 / 180
        self.words = [
            structs.replace(word, box=Box(b.x0, b.y0 + b.x0 * slope, b.x1, b.y1 + b.x0 * slope))
            for word in self.words
            for b in (word.box,)
        ]


def order_share(blocks: tuple[Block, ...], truth: list[Word]) -> float:
    """Share of neighbouring pairs of words of the truth that also follow one another in `blocks`."""
    place = {
        word: index for index, word in enumerate(w for b in blocks for line in b.lines for w in line.words)
    }
    pairs = list(pairwise(truth))
    return sum(place[after] == place[before] + 1 for before, after in pairs) / len(pairs)
