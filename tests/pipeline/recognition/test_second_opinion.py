"""Word by word, the better of two readings wins, and what neither is sure of is marked."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from transcritor_gui.pipeline.grey_image import GreyImage
from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.ocr.line_reader import (
    FoundLine,
    LineReading,
    PaddleLineReader,
    line_reader_available,
)
from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.doubts.doubt import Grounds, PageCondition
from transcritor_gui.pipeline.recognition.readings import JudgedWord
from transcritor_gui.pipeline.recognition.second_opinion import Judge, read_again, with_odd_ones

_WORDS = Dictionary(
    [dict.fromkeys(("a", "casa", "é", "amarela", "development", "of", "the"), 10), {"país": 90}]
)
_ROUGH = Grounds(_WORDS, PageCondition.ROUGH)
_PAPER: GreyImage = np.full((100, 2000), 255, np.uint8)


def line(*words: tuple[str, float], number: int = 0) -> list[OcrWord]:
    return [
        OcrWord(text, 60 * place, 10, 60 * place + 50, 40, confidence, 0, 0, number)
        for place, (text, confidence) in enumerate(words)
    ]


class SaysReader:
    """Reads the same sentence everywhere, with the same confidence for all letters."""

    name = "a reader that knows one sentence"

    def __init__(self, text: str, confidence: float = 0.99) -> None:
        self.text, self.confidence = text, confidence
        self.pieces: list[GreyImage] = []

    def prepare(self) -> None:
        pass

    def find(self, page: GreyImage) -> tuple[FoundLine, ...]:
        raise NotImplementedError

    def read(self, pieces: Sequence[GreyImage]) -> tuple[LineReading, ...]:
        self.pieces += pieces
        return tuple(LineReading(self.text, (self.confidence,) * len(self.text)) for _ in pieces)


def read(words: Sequence[OcrWord], reader: SaysReader) -> tuple[JudgedWord, ...]:
    return read_again(words, _PAPER, reader, Grounds(_WORDS))


def test_a_line_without_doubts_is_not_read_again() -> None:
    reader = SaysReader("something else")
    judged = read(line(("a", 0.96), ("casa", 0.95)), reader)
    assert reader.pieces == []
    assert [(item.word.text, item.doubtful, item.alternative) for item in judged] == [
        ("a", False, None),
        ("casa", False, None),
    ]


def test_agreement_settles_a_doubt() -> None:
    (judged,) = read(line(("casa", 0.4)), SaysReader("casa"))
    assert not judged.doubtful
    assert judged.word.confidence >= 0.95


def test_a_surer_second_reading_wins_and_the_first_is_kept_beside_it() -> None:
    judged = read(line(("a", 0.96), ("cnsa", 0.3), ("é", 0.9)), SaysReader("a casa é"))
    assert [item.word.text for item in judged] == ["a", "casa", "é"]
    assert judged[1].alternative == "cnsa"
    assert not judged[1].doubtful


def test_a_known_word_is_not_given_up_for_an_unknown_one() -> None:
    (judged,) = read(line(("casa", 0.5)), SaysReader("ceso"))
    assert (judged.word.text, judged.alternative, judged.doubtful) == ("casa", "ceso", True)


def test_a_confident_reading_that_is_no_word_yields_to_one_that_is() -> None:
    (judged,) = read(line(("develapment", 0.92)), SaysReader("development"))
    assert (judged.word.text, judged.alternative) == ("development", "develapment")


def test_a_lost_accent_on_a_rough_page_comes_from_the_second_reading() -> None:
    (judged,) = read_again(line(("pais", 0.96)), _PAPER, SaysReader("país"), _ROUGH)
    assert (judged.word.text, judged.alternative, judged.doubtful) == ("país", "pais", False)


def test_a_string_near_a_word_stays_doubtful_though_both_engines_read_it() -> None:
    (judged,) = read(line(("cesa", 0.5)), SaysReader("cesa"))
    assert (judged.word.text, judged.alternative, judged.doubtful) == ("cesa", None, True)


def test_other_gaps_between_the_same_letters_are_no_reason_to_doubt() -> None:
    judged = read(line(("of", 0.92), ("the", 0.5)), SaysReader("ofthe"))
    assert [item.word.text for item in judged] == ["of", "the"]
    assert [item.alternative for item in judged] == [None, None]


def test_words_that_the_second_engine_does_not_see_stay_and_are_doubted() -> None:
    judged = read(line(("a", 0.96), ("casa", 0.5)), SaysReader("a"))
    assert [(item.word.text, item.doubtful) for item in judged] == [("a", False), ("casa", True)]


def test_long_lines_are_read_in_pieces_and_only_those_with_doubts() -> None:
    words = line(*[("casa", 0.96)] * 24, ("cnsa", 0.3))
    reader = SaysReader("casa")
    judged = read(words, reader)
    assert len(judged) == 25
    assert len(reader.pieces) == 1
    assert max(piece.shape[1] / piece.shape[0] for piece in reader.pieces) <= 16


def test_order_is_kept_over_several_lines() -> None:
    words = [*line(("cnsa", 0.3)), *line(("amarela", 0.96), number=1), *line(("cesa", 0.2), number=2)]
    assert [item.word.text for item in read(words, SaysReader("casa"))] == ["casa", "amarela", "casa"]


def test_without_a_reader_words_are_judged_by_figure_and_dictionary() -> None:
    judged = Judge(_WORDS).verdicts(line(("casa", 0.95), ("cnsa", 0.95), ("a", 0.85)), _PAPER, mended=False)
    assert [item.doubtful for item in judged] == [False, True, True]


@pytest.mark.integration
@pytest.mark.skipif(not line_reader_available(), reason="rapidocr is not installed")
def test_the_real_reader_reads_a_printed_line_with_accents() -> None:
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (620, 60), 255)
    font = ImageFont.load_default(size=34)
    ImageDraw.Draw(picture).text((10, 8), "the seventh section of 1988", font=font, fill=0)
    (reading,) = PaddleLineReader().read([np.asarray(picture)])
    assert reading.text.replace(" ", "") == "theseventhsectionof1988"
    assert len(reading.confidences) == len(reading.text)
    assert min(reading.confidences) > 0.5


def test_a_sign_by_itself_is_doubted_whatever_the_engines_say_of_it() -> None:
    sure = [JudgedWord(word, doubtful=False) for word in line(("a", 0.99), ("|", 0.99), ("casa", 0.99))]
    assert [item.doubtful for item in with_odd_ones(sure, PageCondition.CLEAN)] == [False, True, False]
    assert with_odd_ones([], PageCondition.CLEAN) == ()


@pytest.mark.parametrize(("seen", "is_kept"), [("一", False), ("", False), ("54", True)])
def test_a_scrap_in_which_the_second_engine_sees_no_letter_is_left_out(seen: str, is_kept: bool) -> None:
    ornament = line(("“oN", 0.4))
    assert bool(read(ornament, SaysReader(seen))) is is_kept


def test_unsure_words_stay_where_the_line_holds_more() -> None:
    judged = read(line(("“oN", 0.4), ("casa", 0.95)), SaysReader(""))
    assert [item.word.text for item in judged] == ["“oN", "casa"]
