"""Which words and which pages are read again."""

from __future__ import annotations

from tests.pipeline.recognition.test_alignment import words
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.doubts.doubt import Grounds
from transcritor_gui.pipeline.recognition.policy import context_of, needs_whole_page, to_read_again

_GROUNDS = Grounds(Dictionary([dict.fromkeys(("committee", "do", "lei", "da"), 10)]))


def page(text: str, confidence: float, count: int) -> list[OcrWord]:
    return [OcrWord(text, 0, 0, 50, 20, confidence, 1, 1, 1)] * count


def test_a_page_without_words_or_with_unsure_ones_may_be_lost() -> None:
    assert needs_whole_page([], _GROUNDS)
    assert needs_whole_page(page("cornmillee", 0.7, 30), _GROUNDS)
    assert not needs_whole_page(page("committee", 0.95, 30), _GROUNDS)


def test_a_page_of_which_a_good_part_has_to_be_read_again_is_read_whole() -> None:
    sure = page("committee", 0.96, 20)
    assert not needs_whole_page([*sure, *page("cornmillee", 0.75, 2)], _GROUNDS)
    assert needs_whole_page([*sure, *page("cornmillee", 0.75, 5)], _GROUNDS)


def test_signs_are_read_again_however_sure_and_other_words_in_doubt() -> None:
    assert to_read_again(words("do", "8", "4º", "da", "lei"), _GROUNDS) == {1}
    unsure = [*words("lei"), OcrWord("leí", 40, 0, 80, 20, 0.5, 0, 0, 0)]
    assert to_read_again(unsure, _GROUNDS) == {1}


def test_the_neighbours_of_a_word_are_those_on_its_line() -> None:
    line = words("do", "8", "4º")
    assert (context_of(line, 1).before, context_of(line, 1).after) == ("do", "4º")
    assert context_of(line, 0).starts_line
    assert context_of(line, 2).after == ""
