from __future__ import annotations

from uuid import uuid4

from tests.jobs.fakes import saying
from transcritor_gui.jobs.correcting.occurrences import as_correction, occurrences_on, pattern_for
from transcritor_gui.model import corrected_page

JOB = uuid4()


def test_words_side_by_side_are_found_together_and_become_one_correction() -> None:
    page = saying(0, ["8", "1º", "e", "8", "2º"])
    pattern = pattern_for("8 1º", match_case=True, whole_words=True)
    (found,) = occurrences_on(page, JOB, pattern, "§ 1º")
    assert (found.before, found.after, found.context) == ("8 1º", "§ 1º", "8 1º e 8 2º")
    assert corrected_page(page, [as_correction(found)]).page.text == "§ 1º e 8 2º"


def test_two_places_in_one_word_are_one_occurrence() -> None:
    page = saying(0, ["rnorno"])
    found = list(occurrences_on(page, JOB, pattern_for("rn", match_case=True, whole_words=False), "m"))
    assert [(each.before, each.after) for each in found] == [("rnorno", "momo")]


def test_words_joined_by_a_replacement_are_replaced_together() -> None:
    page = saying(0, ["PRE", "CATÓRIO", "pago"])
    pattern = pattern_for("PRE CATÓRIO", match_case=True, whole_words=True)
    (found,) = occurrences_on(page, JOB, pattern, "PRECATÓRIO")
    assert corrected_page(page, [as_correction(found)]).page.text == "PRECATÓRIO pago"


def test_signs_that_mean_something_to_a_pattern_mean_themselves() -> None:
    page = saying(0, ["R$", "10,00", "(dez)"])
    found = list(occurrences_on(page, JOB, pattern_for("(dez)", match_case=True, whole_words=True), "[dez]"))
    assert [each.after for each in found] == ["[dez]"]
