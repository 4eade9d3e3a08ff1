"""A number that ends where prices do, and has no point, is a doubt."""

from __future__ import annotations

from collections.abc import Sequence

from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.price_columns import with_lost_points_marked
from transcritor_gui.pipeline.recognition.readings import JudgedWord


def _judged(texts: Sequence[str], *, x1: int = 400) -> list[JudgedWord]:
    """Words one under another that end at `x1`, each behind a label that begins at 0."""
    return [
        JudgedWord(OcrWord(text, end - 20 * len(text), y, end, y + 30, 0.95, 1, 1, y), doubtful=False)
        for y, pair in zip(range(0, 40 * len(texts), 40), texts, strict=True)
        for text, end in (("ITEM", 80), (pair, x1))
    ]


def _marked(texts: Sequence[str]) -> list[str]:
    return [item.word.text for item in with_lost_points_marked(_judged(texts)) if item.doubtful]


def test_a_price_without_its_point_is_a_doubt_with_the_price_beside_it() -> None:
    judged = with_lost_points_marked(_judged(["12,00", "1400", "4,60", "R$51,42", "3,08"]))
    (marked,) = (item for item in judged if item.doubtful)
    assert (marked.word.text, marked.alternative) == ("1400", "14,00")


def test_the_point_is_written_as_the_page_writes_it() -> None:
    judged = with_lost_points_marked(_judged(["12.00", "750", "4.60", "51.42", "3.08"]))
    assert "7.50" in [item.alternative for item in judged]


def test_codes_at_the_beginning_of_a_line_are_no_prices() -> None:
    code = JudgedWord(OcrWord("1173", 320, 160, 400, 190, 0.95, 1, 1, 5), doubtful=False)
    judged = [*_judged(["12,00", "4,60", "51,42", "3,08"]), code]
    assert not any(item.doubtful for item in with_lost_points_marked(judged))


def test_a_column_of_whole_numbers_under_a_few_prices_stays() -> None:
    assert _marked(["12,00", "4,60", "51,42", "3,08", "140", "150", "160", "170", "180"]) == []


def test_without_prices_no_number_is_a_doubt() -> None:
    assert _marked(["1201", "1400", "460", "5142"]) == []


def test_one_price_under_it_is_enough_for_a_number_whose_figures_are_a_price_of_the_page() -> None:
    goods = _judged(["12,00", "4,60", "51,42", "3,08"])
    for summary, marked in ((["225", "2,25"], ["225"]), (["226", "2,25"], [])):
        judged = with_lost_points_marked([*goods, *_judged(summary, x1=900)])
        assert [item.word.text for item in judged if item.doubtful] == marked
