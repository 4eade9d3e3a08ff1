"""Signs where letters or spaces should be."""

from __future__ import annotations

from collections import Counter

import pytest

from transcritor_gui.model import RefusalReason
from transcritor_gui.pipeline.pdf.judging.odd_signs import lost_letters, signs_for_spaces


def _spaces(*lines: str) -> RefusalReason | None:
    characters = Counter("".join(lines))
    return signs_for_spaces(lines, characters, sum(characters.values()))


@pytest.mark.parametrize("sign", "?#$")
def test_lines_in_one_piece_with_a_sign_for_each_space_are_refused(sign: str) -> None:
    lines = ("ponta da mesaK um pratoK uma cadeiraK", "o jantarK vendo que eu falava poucoK mastigava")
    assert _spaces(*(line.replace(" ", sign) for line in lines)) is RefusalReason.SIGNS_AMONG_LETTERS


@pytest.mark.parametrize(
    "line",
    [
        "Quem? Quando? Onde? O quê? Como?",
        "maria.aparecida@tribunal.jus.br;jose.carlos@tribunal.jus.br",
        "https://www.tribunal.jus.br/consulta?processo=1&pagina=2",
        "C:/autos/2024/peticao/inicial/anexos/contrato",
    ],
)
def test_signs_that_belong_there_are_not(line: str) -> None:
    assert _spaces(*line.split()) is None


def test_question_marks_within_words_are_lost_letters() -> None:
    assert lost_letters(["informa??o", "da", "institui??o", "n?o"]) is RefusalReason.LOST_LETTERS
