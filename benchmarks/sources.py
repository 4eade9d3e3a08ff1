"""Running text for made pages: paragraphs of free texts, by language."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.places import REPOSITORY, corpus_dir

__all__ = ["Source", "fallback_source", "passage", "sources"]

_FILES = {
    "por": (
        "pt-machado-contos_fluminenses.txt",
        "pt-machado-memorias_postumas.txt",
        "pt-ud_bosque-test_sentences.txt",
        "udhr-por_BR.txt",
    ),
    "eng": ("en-inaugural-1933-Roosevelt.txt", "en-inaugural-1865-Lincoln.txt", "udhr-eng.txt"),
}
_PARAGRAPH_CHARS = (180, 700)
"""Shortest and longest paragraph made of loose lines or sentences."""
_PLAIN = re.compile(r"[^ -~À-ÖØ-öø-ÿ“”‘’–—…ªº§°«»]")
"""Anything outside the letters and marks that every face used here can draw."""


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    language: str
    paragraphs: tuple[str, ...]


@cache
def sources(language: str) -> tuple[Source, ...]:
    """Texts in 'por' or 'eng'; raises FileNotFoundError, with what to do, where the corpus is missing."""
    corpus = corpus_dir()
    if corpus is None:
        raise FileNotFoundError(
            "made pages take their texts from the corpus, which is not here: "
            "set TRANSCRITOR_CORPUS, or put it at "
            "../shared/corpus"
        )
    return tuple(
        Source(Path(name).stem, language, _paragraphs(corpus / "text" / name)) for name in _FILES[language]
    )


def fallback_source() -> Source:
    """The project's own documentation as running text, for speed where accuracy is not measured."""
    files = sorted((REPOSITORY / "docs").rglob("*.md"))
    paragraphs = [paragraph for file in files for paragraph in _paragraphs(file)]
    return Source("documentation", "eng", tuple(paragraphs))


def passage(source: Source, seed: int, *, chars: int) -> list[str]:
    """Whole paragraphs from a place chosen by `seed`, at least `chars` characters in all, wrapping at the
    end.
    """
    start = random.Random(seed).randrange(len(source.paragraphs))
    taken: list[str] = []
    while sum(map(len, taken)) < chars:
        taken.append(source.paragraphs[(start + len(taken)) % len(source.paragraphs)])
    return taken


def _paragraphs(path: Path) -> tuple[str, ...]:
    """Lines gathered into paragraphs of a believable length, each ending where a sentence does."""
    paragraphs: list[str] = []
    gathered = ""
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = re.sub(r"\s+", " ", raw.replace("--", "—")).strip()
        if not line or _PLAIN.search(line):
            continue
        gathered = f"{gathered} {line}".strip()
        long_enough = len(gathered) >= _PARAGRAPH_CHARS[0] and gathered.endswith((".", "!", "?", ".”", '."'))
        if long_enough or len(gathered) > _PARAGRAPH_CHARS[1]:
            paragraphs.append(gathered)
            gathered = ""
    if len(gathered) >= _PARAGRAPH_CHARS[0]:
        paragraphs.append(gathered)
    return tuple(paragraphs)
