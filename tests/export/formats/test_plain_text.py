"""TXT keeps the lines of the page, or joins them as a writer would have typed them."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.export.making import block, failed_page, page, sample, table, transcript
from tests.export.strategies import transcripts
from transcritor_gui.export import ExportOptions
from transcritor_gui.export.formats.plain_text import TextExporter
from transcritor_gui.model import BlockKind, Transcript


def _text(made: Transcript, **options: bool | str) -> str:
    return TextExporter().render(made, ExportOptions(**options)).decode()  # type: ignore[arg-type]


def test_lines_of_the_page_are_kept() -> None:
    assert _text(transcript(page(block("uma linha\noutra linha"), block("outro")))) == (
        "uma linha\noutra linha\n\noutro\n"
    )


def test_a_form_feed_parts_pages() -> None:
    assert _text(transcript(page(block("a")), page(), page(block("c")))) == "a\n\f\n\fc\n"


def test_a_failed_page_says_so_in_its_place() -> None:
    assert _text(transcript(failed_page())) == "[Page 1 could not be read.]\n"


def test_cells_are_parted_by_tabs() -> None:
    assert _text(transcript(page(table(("a", "b\nc"), ("1", ""))))) == "a\tb c\n1\t\n"


def test_words_cut_at_the_end_of_a_cell_s_line_are_whole_again() -> None:
    cells = table(("o paga-\nmento de guarda-\n-chuvas", "de 10-\n20 dias"), ("1", ""))
    assert _text(transcript(page(cells))) == "o pagamento de guarda-chuvas\tde 10-20 dias\n1\t\n"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ("uma linha\noutra", "uma linha outra"),
        ("a conde-\nnação", "a condenação"),
        ("a conde\u00ad\nnação", "a condenação"),
        ("a conde\ufffe\nnação", "a condenação"),
        ("Publique-\nse.", "Publique-se."),
        ("disse-\nlhe que", "disse-lhe que"),
        ("fazê-\nlo", "fazê-lo"),
        ("bel-\nla", "bella"),
        ("se fos-\nse", "se fosse"),
        ("guarda-\n-chuva", "guarda-chuva"),
        ("São Paulo-\nRio", "São Paulo-Rio"),
        ("a CONDENA-\nÇÃO", "a CONDENAÇÃO"),
        ("art. 5 -\nse", "art. 5 - se"),
        ("2019-\n2020", "2019-2020"),
        ("fim —\ne", "fim — e"),
    ],
)
def test_flowing_text_joins_lines_and_cut_words(lines: str, joined: str) -> None:
    assert _text(transcript(page(block(lines))), flowing=True) == joined + "\n"


def test_a_page_range_leaves_the_others_out() -> None:
    made = transcript(page(block("a")), page(block("b")), page(block("c")))
    assert _text(made, pages="2-") == "b\n\fc\n"


def test_headers_and_footers_can_be_left_out() -> None:
    text = _text(sample(), leave_out_headers_and_footers=True)
    assert "Juízo" not in text
    assert "fl. 12" not in text
    assert "Sentença" in text


def test_line_numbers_stand_apart_and_do_not_flow() -> None:
    made = transcript(page(block("a uma\ndo outro"), block("1\n2", BlockKind.LINE_NUMBERS)))
    assert _text(made) == "a uma\ndo outro\n\n1 2\n"
    assert _text(made, flowing=True) == "a uma do outro\n"


def test_stamps_can_be_left_out_with_the_footers() -> None:
    made = transcript(page(block("texto"), block("assinado eletronicamente", BlockKind.STAMP)))
    assert _text(made) == "texto\n\nassinado eletronicamente\n"
    assert _text(made, leave_out_headers_and_footers=True) == "texto\n"


@given(transcripts())
def test_any_transcript_has_as_many_pages_in_text(made: Transcript) -> None:
    text = _text(made)
    assert text.count("\f") == len(made.pages) - 1
    assert _text(made) == text


@given(transcripts())
def test_any_transcript_flows(made: Transcript) -> None:
    assert _text(made, flowing=True).endswith("\n")
