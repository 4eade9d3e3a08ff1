"""Words found and right, judged by their places, by what most programs give and by what the page shows."""

from __future__ import annotations

from benchmarks.text_ink import says
from benchmarks.text_scores import JudgedPage, PageScore, PlacedText, judged, tokens
from transcritor_gui.model import Box

_HIGH = 12.0


def _line(text: str, *, y: float = 100.0, x: float = 50.0) -> list[PlacedText]:
    """The words of one line, each in its place, ten points a letter."""
    found = []
    for word in text.split():
        found.append(PlacedText(word, Box(x, y, x + 10 * len(word), y + _HIGH)))
        x += 10 * len(word) + 10
    return found


class _Shown:
    """A page that shows these words and nothing else."""

    def __init__(self, *lines: list[PlacedText]) -> None:
        self._words = [word for line in lines for word in line]

    def has_ink(self, text: str, box: Box) -> bool:
        return any(word.box is not None and word.box.overlap_area(box) > 0 for word in self._words)

    def shows(self, text: str, box: Box) -> bool:
        return any(
            word.text == text and word.box is not None and word.box.overlap_area(box) > 0
            for word in self._words
        )


def _judged(
    ours: list[PlacedText], peers: tuple[list[PlacedText], ...], shown: list[PlacedText]
) -> JudgedPage:
    named = {str(number): tokens(words) for number, words in enumerate(peers)}
    return judged(tokens(ours), named, _Shown(shown))


def _score(ours: str, peers: tuple[str, ...], shown: str) -> PageScore:
    return _judged(_line(ours), tuple(map(_line, peers)), _line(shown)).scores[""]


def test_words_are_composed_and_parted_at_hyphens_and_breaks() -> None:
    text = "O\u0308l ﬁnal, notifique-se recom\xad\nmended a 1.204,50."
    assert [word.text for word in tokens([PlacedText(text)])] == [
        "Öl", "final", "notifique", "se", "recom", "mended", "1.204,50",
    ]  # fmt: skip


def test_parts_of_a_word_have_their_parts_of_its_box() -> None:
    one, other = tokens([PlacedText("bem-vindo", Box(0, 0, 90, 10))])
    assert (one.box, other.box) == (Box(0, 0, 30, 10), Box(40, 0, 90, 10))


def test_a_word_that_most_give_and_we_do_not_is_missed() -> None:
    found = _judged(_line("primeiro"), (_line("primeiro segundo"),) * 3, _line("primeiro segundo"))
    assert found.scores[""] == PageScore(1, 2, 1, 1)
    assert found.scores["0"] == PageScore(2, 2, 2, 2)
    assert [word.text for word in found.missed] == ["segundo"]


def test_a_word_that_fewer_give_is_not_expected() -> None:
    assert _score("primeiro", ("primeiro segundo", "primeiro", "primeiro"), "primeiro segundo").expected == 1


def test_a_page_that_we_do_not_read_is_missed_as_a_whole() -> None:
    assert _score("", ("primeiro segundo",) * 3, "primeiro segundo") == PageScore(0, 2, 0, 0)


def test_a_word_without_ink_is_expected_of_nobody_and_wrong_where_it_is_given() -> None:
    peers = ("primeiro segredo",) * 3
    assert _score("primeiro", peers, "primeiro") == PageScore(1, 1, 1, 1)
    assert _score("primeiro segredo", peers, "primeiro") == PageScore(1, 1, 1, 2)


def test_a_word_under_which_the_ink_says_something_else_is_expected_of_nobody() -> None:
    found = _judged(_line("mended"), (_line("Makset"),) * 3, _line("mended"))
    assert found.scores[""] == PageScore(0, 0, 1, 1)
    assert found.unseen == 1


def test_a_word_that_only_we_give_is_right_where_its_ink_says_it() -> None:
    assert _score("outro", ("",) * 3, "outro") == PageScore(0, 0, 1, 1)
    assert _score("outro", ("",) * 3, "primo") == PageScore(0, 0, 0, 1)


def test_a_word_in_another_place_is_another_word() -> None:
    here, there = _line("total", y=100), _line("total", y=300)
    found = _judged(there, (here,) * 3, here)
    assert found.scores[""] == PageScore(0, 1, 0, 1)


def test_the_same_word_in_neighbouring_lines_is_expected_in_each_of_them() -> None:
    column = [word for row in range(5) for word in _line("0,00", y=100 + 13 * row)]
    found = _judged(column[:2] + column[3:], (column, column[1:], column[:4]), column)
    assert found.scores[""] == PageScore(4, 5, 4, 4)
    assert found.missed[0].box == column[2].box


def test_a_word_that_is_printed_twice_over_itself_is_one() -> None:
    once = _line("Resumo")
    twice = once + _line("Resumo", x=50.4)
    assert _judged(once, (twice,) * 3, once).scores[""] == PageScore(1, 1, 1, 1)


def test_a_program_without_places_is_held_against_those_of_the_others() -> None:
    unplaced = [PlacedText("primeiro segundo")]
    found = _judged(
        _line("primeiro"), (_line("primeiro segundo"), _line("primeiro"), unplaced), _line("primeiro segundo")
    )
    assert found.scores[""] == PageScore(1, 2, 1, 1)
    assert found.scores["2"] == PageScore(2, 2, 2, 2)


def test_pieces_of_a_word_of_which_the_ink_says_all_are_expected_of_nobody() -> None:
    whole = _line("apresentação")
    pieces = [PlacedText("apresenta", Box(50, 100, 140, 112)), PlacedText("ao", Box(150, 100, 170, 112))]

    class Ink(_Shown):
        def shows(self, text: str, box: Box) -> bool:
            return text in ("apresentação", "apresenta")

    named = {str(number): tokens(pieces) for number in range(3)}
    found = judged(tokens(whole), named, Ink(whole))
    assert found.scores[""] == PageScore(0, 0, 1, 1)


def test_what_is_read_may_differ_from_the_word_by_a_letter_or_two() -> None:
    assert says("secundo", "segundo")
    assert says("| total:", "Total")
    assert says("C E R T I D Ã O", "CERTIDÃO")
    assert not says("Hazardous Substances", "HazardousSubstances")
    assert not says("jumps", "MXPSV")
    assert not says("", "total")
