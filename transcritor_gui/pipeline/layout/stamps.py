"""What courts and registries print beside the text of a page: who signed it, where it can be checked.

It stands up the side, or in small type along the top or the foot. It is read after the text, each in one
piece, and never says which way up the page is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from statistics import median

from transcritor_gui.model import Word
from transcritor_gui.pipeline.layout.lines import WordRun, build_runs, merge_into_lines
from transcritor_gui.pipeline.layout.turned import laid_flat, part_turned

__all__ = ["part_stamps"]

_SIDE_SHARE, _END_SHARE = 0.1, 0.13
"""Of the page's width and height: where stamps stand, at the sides and at the ends."""
_WORDED_SIDE_SHARE = 0.2
"""Of the page's width: where at the sides those stand that say what they are."""
_SMALLER = 0.95
"""Than the text of the page: lines of a stamp that say nothing of signing by themselves."""
_ONE_STAMP = 1.0
"""Between the lines of one stamp, of their type size."""
_WORDING = re.compile(
    r"assinad[oa] (?:digital|eletr[oôó]nica)mente"
    r"|assinatura (?:digital|eletr[oôó]nica)"
    r"|c[oó]pia (?:fiel )?do original"
    r"|para conferir o original"
    r"|(?:autenticidade|validade) d(?:este|o) documento"
    r"|documento pode ser (?:verificad|conferid|acessad|validad|consultad)"
    r"|n[uú]mero do documento: ?\d"
    r"|^num\. ?\d+ ?- ?p[aá]g\."
    r"|c[oó]digo (?:verificador|de verifica[cç][aã]o|crc)"
    r"|https?://(?:\w+[./])*(?:esaj|pje|eproc|projudi|sei)\b"
    r"|listview\.seam|abrirconferenciadocumento|externo_controlador"
    r"|\bevento \d+, \w+, p[aá]gina \d+"
    r"|protocolad[oa] (?:em|por|sob)"
    r"|electronically (?:filed|signed|received|recorded)"
    r"|digitally signed by|docusign envelope id"
    r"|^case .*document \d.* filed \d.*page(?:id)? ",
    re.I,
)
_WORDED = re.compile(
    r"assinad|assinatura|original|documento|num\.|c[oó]digo|https?:|listview|abrirconf|externo_|evento"
    r"|protocolad|electronically|digitally|docusign|case",
    re.I,
)
"""What one word at least of each wording holds."""


def part_stamps(
    words: Sequence[Word], *, width: float, height: float
) -> tuple[tuple[Word, ...], tuple[tuple[Word, ...], ...]]:
    """The words of the text in the page's own order, and each stamp's words in reading order.

    `width` and `height` are those of the page as shown, on which the boxes lie, in points.
    """
    if not words:
        return (), ()
    across, turned = part_turned(list(enumerate(words)))
    inside = [
        pair for pair in (*turned.upwards, *turned.downwards) if not _is_at_side(pair[1], width, _SIDE_SHARE)
    ]
    is_upright = len(across) > len(inside)
    stamps: list[list[tuple[int, Word]]] = []
    for aside, upwards in ((turned.upwards, True), (turned.downwards, False)):
        beside = [pair for pair in aside if _is_at_side(pair[1], width, _WORDED_SIDE_SHARE)]
        if beside:
            original = dict(beside)
            flat = laid_flat(beside, width=width, height=height, upwards=upwards)
            body = _text_size(words, width, height)
            for lines in _pieces(flat):
                places = _places(lines)
                is_small = is_upright and _size(lines) < _SMALLER * body
                if _says_so(lines) or (
                    is_small and all(_is_at_side(original[place], width, _SIDE_SHARE) for place in places)
                ):
                    stamps.append([(place, original[place]) for place in places])
    low, high = _END_SHARE * height, (1 - _END_SHARE) * height
    ends = [pair for pair in across if (box := pair[1].box).y1 < low or box.y0 > high]
    is_worded = _WORDED.search(" ".join([word.text for _, word in ends])) is not None
    for lines in _pieces(ends) if is_worded else ():
        if _says_so(lines):
            kept = _signing_lines(lines, _text_size(words, width, height))
            stamps.append([(place, words[place]) for place in _places(kept)])
    if not stamps:
        return tuple(words), ()
    taken = {place for stamp in stamps for place, _ in stamp}
    text = tuple(word for place, word in enumerate(words) if place not in taken)
    return text, tuple(tuple(word for _, word in stamp) for stamp in stamps)


def _is_at_side(word: Word, width: float, share: float) -> bool:
    return word.box.x1 < share * width or word.box.x0 > (1 - share) * width


def _is_at_end(word: Word, height: float) -> bool:
    return word.box.y1 < _END_SHARE * height or word.box.y0 > (1 - _END_SHARE) * height


def _text_size(words: Sequence[Word], width: float, height: float) -> float:
    """The height of the words away from the edges of the page; without any, no size is small."""
    heights = [
        min(word.box.height, word.box.width * 1.5)
        for word in words
        if not _is_at_side(word, width, _SIDE_SHARE) and not _is_at_end(word, height)
    ]
    return median(heights) / 1.15 if heights else 0.0


def _pieces(words: Sequence[tuple[int, Word]]) -> list[list[WordRun]]:
    """Lines close below one another, in type of one size."""
    pieces: list[list[WordRun]] = []
    for line in merge_into_lines(build_runs(words)):
        last = pieces[-1][-1] if pieces else None
        if (
            last is not None
            and line.y0 - last.y1 < _ONE_STAMP * min(line.size, last.size)
            and max(line.size, last.size) < 1.25 * min(line.size, last.size)
        ):
            pieces[-1].append(line)
        else:
            pieces.append([line])
    return pieces


def _says_so(lines: Sequence[WordRun]) -> bool:
    return _WORDING.search(" ".join(line.text for line in lines)) is not None


def _signing_lines(lines: Sequence[WordRun], body: float) -> Sequence[WordRun]:
    """Of lines at an end of the page: all in small type, else from the first to the last that say so."""
    if _size(lines) < _SMALLER * body:
        return lines
    saying = [place for place, line in enumerate(lines) if _WORDING.search(line.text)]
    return lines[saying[0] : saying[-1] + 1] if saying else lines


def _size(lines: Sequence[WordRun]) -> float:
    return median(line.size for line in lines)


def _places(lines: Iterable[WordRun]) -> list[int]:
    return [place for line in lines for place in line.places]
