"""From readings to the table of goals."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("rapidfuzz")
pytest.importorskip("fontTools")

from benchmarks.comparison import Compared
from benchmarks.figures import Goal, goals, scores
from benchmarks.pages import BenchPage, PageTruth
from benchmarks.readings import Reading, ReadingCache, ReadWord

_TEXT = "Todo homem tem direito a uma nacionalidade, e ninguém será arbitrariamente privado dela. " * 3


def _page(set_name: str, name: str = "page", **truth: object) -> BenchPage:
    known: dict[str, object] = {"text": _TEXT, "rotation": 0} | truth
    return BenchPage(set_name, name, Path("none.pdf"), PageTruth(**known))  # type: ignore[arg-type]


def _reading(text: str, **facts: object) -> Reading:
    words = tuple(ReadWord(word, 0.9, doubtful=False, recognised=True) for word in text.split())
    return replace(Reading(text, 1.0, words=words, rotation=0, source="ocr"), **facts)  # type: ignore[arg-type]


def _goal(found: tuple[Goal, ...], what: str) -> Goal:
    return next(goal for goal in found if what in goal.what)


def _goals(*compared: Compared) -> tuple[Goal, ...]:
    return goals(compared, scores(compared))


def test_a_clean_page_that_became_worse_misses_the_goal() -> None:
    worse = _TEXT.replace("homem", "hornern")
    item = Compared(_page("clean"), {"ours": _reading(worse), "tesseract": _reading(_TEXT)})
    assert _goal(_goals(item), "worst page of 1").met is False


def test_a_degraded_page_is_judged_by_the_ratio() -> None:
    item = Compared(_page("degraded"), {"ours": _reading(_TEXT), "tesseract": _reading("")})
    assert _goal(_goals(item), "degraded pages: mean CER, of plain").met is True


def test_what_no_page_was_read_for_is_neither_met_nor_missed() -> None:
    item = Compared(_page("clean"), {"ours": _reading(_TEXT), "tesseract": _reading(_TEXT)})
    assert _goal(_goals(item), "skew").met is None


def test_turned_and_upright_pages_are_told_apart() -> None:
    turned = Compared(_page("rotated", rotation=90), {"ours": _reading(_TEXT, rotation=90)})
    upright = Compared(_page("rotated", rotation=0), {"ours": _reading(_TEXT, rotation=180)})
    found = _goals(turned, upright)
    assert _goal(found, "turned pages: turned right").met is True
    assert _goal(found, "upright pages: turned all the same").met is False


def test_a_bad_text_layer_is_found_where_its_words_come_out_right() -> None:
    mended = Compared(_page("layers", "mended", text_layer="bad"), {"ours": _reading(_TEXT, source="text")})
    trusted = _reading(_TEXT.replace("tem", "ufn"), source="text")
    missed = Compared(_page("layers", "missed", text_layer="bad"), {"ours": trusted})
    assert _goal(_goals(mended), "bad text layers").met is True
    goal = _goal(_goals(mended, missed), "bad text layers")
    assert goal.met is False
    assert goal.measured.startswith("1 of 2, 1 of them mended")


def test_refused_text_layers_are_counted_on_both_sides() -> None:
    refused = _reading(_TEXT, warnings=("text_layer_refused:shifted",))
    bad = Compared(_page("layers", "bad", text_layer="bad"), {"ours": refused})
    good = Compared(_page("layers", "good", text_layer="good"), {"ours": refused})
    found = _goals(bad, good)
    assert _goal(found, "bad text layers").met is True
    assert _goal(found, "good text layers").met is False


def test_doubtful_words_have_to_hold_the_wrong_ones() -> None:
    text = _TEXT.replace("privado", "privaclo", 1)
    words = tuple(ReadWord(word, 0.5, doubtful=word == "privaclo", recognised=True) for word in text.split())
    item = Compared(_page("clean"), {"ours": _reading(text, words=words)})
    assert "100.00 % (1 of 1)" in _goal(_goals(item), "share of the wrong words").measured


def test_a_reading_is_kept_for_the_same_page_and_system(tmp_path: Path) -> None:
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(b"%PDF")
    page = replace(_page("clean"), pdf=pdf)
    cache = ReadingCache(tmp_path / "readings")
    cache.keep(page, "ours 1", _reading(_TEXT))
    assert cache.find(page, "ours 1") == _reading(_TEXT)
    assert cache.find(page, "ours 2") is None
    pdf.write_bytes(b"%PDF changed")
    assert cache.find(page, "ours 1") is None
