"""Text layers gone wrong in every way that fonts and producers are known for, made from good text."""

from __future__ import annotations

import random
import string
import unicodedata
from collections.abc import Callable, Iterator

from transcritor_gui.model import Box, Word

__all__ = ["GOOD_TEXTS", "bad_layers", "layer_of"]

GOOD_TEXTS = {
    "portuguese": """O requerente juntou aos autos, em 12 de março de 2019, a certidão de nascimento, os
    comprovantes de residência e as declarações de imposto de renda dos três últimos exercícios. A decisão
    de primeira instância não apreciou o pedido de gratuidade, razão pela qual se interpôs agravo de
    instrumento. Não há nos autos notícia de que a administração tenha concluído a avaliação do imóvel
    situado à Rua São João, nem de que o município haja feito a correção dos lançamentos impugnados.
    Intimem-se as partes para que se manifestem no prazo de quinze dias úteis, sob pena de preclusão.""",
    "english": """The committee met on three occasions during the spring and heard evidence from the owners of
    the warehouse, the harbour master and two of the surveyors who had inspected the vessel before she left
    port. It was agreed that the cargo had been loaded in good order, and that the damage was discovered only
    when the hatches were opened on arrival. No member of the crew could say with certainty when the water had
    first come in, and the log for the night of the storm had not been kept.""",
    "short": "Declaração de quitação anual de débitos referente ao exercício de 2023, para os devidos fins",
}


def layer_of(text: str) -> list[Word]:
    """The words of `text` on lines of ten, each with a box."""
    return [
        Word(
            part,
            Box(
                50 + 40 * (place % 10),
                50 + 14 * (place // 10),
                85 + 40 * (place % 10),
                60 + 14 * (place // 10),
            ),
        )
        for place, part in enumerate(text.split())
    ]


def bad_layers() -> Iterator[tuple[str, list[Word]]]:
    """Some sixty layers with a name that says what is wrong with each."""
    for name, text in GOOD_TEXTS.items():
        for how, garble in _GARBLINGS.items():
            if (name == "short" and how in _NEED_MORE_TEXT) or (name == "english" and how in _NEED_ACCENTS):
                continue
            yield f"{name}: {how}", layer_of(garble(text))


def _each(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "".join(character if character.isspace() else change(character) for character in text)


def _shift(by: int) -> Callable[[str], str]:
    return _each(lambda character: chr(ord(character) + by) if ord(character) + by > 32 else "\x1f")


def _permuted(seed: int) -> Callable[[str], str]:
    mixed = list(string.ascii_lowercase)
    random.Random(seed).shuffle(mixed)
    lower = "".join(mixed)
    table = str.maketrans(string.ascii_letters, lower + lower.upper())
    return lambda text: _plain(text).translate(table)


def _plain(text: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", text) if not unicodedata.combining(part))


def _misread(wrong: str, right: str) -> Callable[[str], str]:
    return lambda text: text.encode(right, "replace").decode(wrong, "replace")


def _half(garble: Callable[[str], str]) -> Callable[[str], str]:
    """Every other line only, as when one of a page's two fonts is bad."""

    def change(text: str) -> str:
        lines = text.splitlines()
        return "\n".join(garble(line) if place % 2 else line for place, line in enumerate(lines))

    return change


_GARBLINGS: dict[str, Callable[[str], str]] = {
    "shifted by -29": _shift(-29),
    "shifted by 29": _shift(29),
    "shifted by 1": _shift(1),
    "shifted by -3": _shift(-3),
    "shifted by 3": _shift(3),
    "shifted by 13": _shift(13),
    "alphabet out of order, 1": _permuted(1),
    "alphabet out of order, 2": _permuted(2),
    "alphabet out of order, 3": _permuted(3),
    "alphabet out of order, 4": _permuted(4),
    "private use": _each(lambda character: chr(0xE000 + ord(character) % 256)),
    "symbol font": _each(lambda character: chr(0xF000 + ord(character) % 256)),
    "replacement characters": _each(lambda character: "\ufffd"),
    "accents replaced": _each(lambda character: character if character.isascii() else "\ufffd"),
    "accents lost": lambda text: text.encode("ascii", "replace").decode("ascii"),
    "UTF-8 taken for Windows": _misread("cp1252", "utf-8"),
    "UTF-8 taken for Latin-1": _misread("latin-1", "utf-8"),
    "DOS taken for Windows": _misread("cp1252", "cp850"),
    "figures for letters": lambda text: text.translate(str.maketrans("oieas", "01345")),
    "control characters": _each(lambda character: chr(ord(character) % 31 + 1)),
    "dingbats": _each(lambda character: chr(0x2701 + ord(character) % 150)),
    "signs": _each(lambda character: "!\"#$%&'()*+,/:;<=>?@["[ord(character) % 21]),
    "any script": _each(
        lambda character: chr((0x0391, 0x0410, 0x0561, 0x05D0)[ord(character) % 4] + ord(character) % 20)
    ),
    "bytes the wrong way round": _each(
        lambda character: chr(ord(character) << 8) if character.isascii() else character
    ),
    "half out of order": _half(_permuted(5)),
}
_NEED_MORE_TEXT = frozenset({"half out of order", "figures for letters"})
_NEED_ACCENTS = frozenset(
    {
        "accents replaced",
        "accents lost",
        "UTF-8 taken for Windows",
        "UTF-8 taken for Latin-1",
        "DOS taken for Windows",
    }
)
