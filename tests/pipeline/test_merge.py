"""Words of several sources, none twice."""

from __future__ import annotations

from transcritor_gui.model import Box, Word, WordSource
from transcritor_gui.pipeline.merge import better_reading, merged_words, without_doubles


def layer(text: str, x: float, y: float = 100) -> Word:
    return Word(text, Box(x, y, x + 6 * len(text), y + 10))


def ocr(text: str, x: float, y: float = 100, *, confidence: float = 0.95) -> Word:
    box = Box(x, y, x + 6 * len(text), y + 10)
    return Word(text, box, confidence, WordSource.OCR, doubtful=confidence < 0.7)


def test_a_word_read_twice_in_one_place_is_kept_once() -> None:
    kept, found = (layer("Processo", 100),), (ocr("Processe", 101), ocr("corpo", 300))
    assert [word.text for word in merged_words(kept, found)] == ["Processo", "corpo"]


def test_different_words_that_overlap_are_both_kept() -> None:
    kept, found = (layer("CARIMBO", 100),), (ocr("sentença", 102, 103),)
    assert len(merged_words(kept, found)) == 2


def test_the_same_word_elsewhere_is_another_word() -> None:
    assert len(merged_words((layer("de", 100),), (ocr("de", 130),))) == 2


def test_a_word_drawn_twice_as_a_shadow_is_kept_once() -> None:
    words = (layer("Título", 100), layer("Título", 101, 101), layer("Título", 300))
    assert [word.box.x0 for word in without_doubles(words)] == [100, 300]


def test_a_line_that_begins_like_the_one_under_it_is_kept_whole() -> None:
    first = (layer("Text", 100), layer("the", 130), layer("first", 154), layer("time", 200))
    second = (layer("Text", 100), layer("the", 130), layer("second", 154), layer("time", 206))
    assert without_doubles((*first, *second)) == (*first, *second)


def test_a_shadow_of_a_whole_line_is_dropped() -> None:
    line = (layer("Text", 100), layer("the", 130), layer("first", 154))
    shadow = tuple(layer(word.text, word.box.x0 + 1, 101) for word in line)
    assert without_doubles((*line, *shadow)) == line


def test_our_confident_reading_wins_over_an_earlier_one() -> None:
    ours, earlier = (ocr("Recurso", 100), ocr("provido", 160)), (layer("Recur5o", 100), layer("provido", 160))
    choice = better_reading(ours, earlier, earlier_is_sane=True)
    assert choice.recognised
    assert [word.text for word in choice.words] == ["Recurso", "provido"]


def test_the_earlier_reading_wins_where_ours_is_poor() -> None:
    ours = (ocr("R3c", 100, confidence=0.4), ocr("pr0v", 160, confidence=0.3))
    earlier = (layer("Recurso", 100), layer("provido", 160))
    choice = better_reading(ours, earlier, earlier_is_sane=True)
    assert not choice.recognised
    assert choice.words == earlier


def test_an_earlier_reading_that_makes_no_sense_never_wins() -> None:
    ours = (ocr("Rec", 100, confidence=0.4),)
    assert better_reading(ours, (layer("#$%&", 100),), earlier_is_sane=False).recognised


def test_the_earlier_reading_wins_where_it_confirms_ours_and_has_much_more() -> None:
    ours = (ocr("Recurso", 100), ocr("provido", 160))
    earlier = (*(layer(word.text, word.box.x0) for word in ours), layer("unanimidade", 100, 300))
    assert not better_reading(ours, earlier, earlier_is_sane=True).recognised


def test_a_doubtful_word_that_both_read_is_not_doubted() -> None:
    ours = (ocr("unanimidade", 20), ocr("Recurso", 100), ocr("desprovido", 160, confidence=0.6))
    choice = better_reading(ours, (layer("desprovido", 160), layer("x", 400)), earlier_is_sane=True)
    assert choice.recognised
    assert not choice.words[2].doubtful
