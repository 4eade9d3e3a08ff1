"""What tells a wrong word is weighed by trees that were fitted to pages with ground truth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest

from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.doubts.doubt import Grounds
from transcritor_gui.pipeline.recognition.doubts.doubt_features import FEATURES, features_of
from transcritor_gui.pipeline.recognition.doubts.fitted_doubt import FittedDoubts, Trees, fitted_doubts
from transcritor_gui.pipeline.recognition.readings import JudgedWord, ReadTwice

_GROUNDS = Grounds(Dictionary([dict.fromkeys(("a", "casa", "amarela"), 10)]))
_ONE_TREE = Trees(
    features=FEATURES,
    roots=(0,),
    feature=(FEATURES.index("confidence"), -1, -1),
    threshold=(0.5, 0.0, 0.0),
    left=(1, 0, 0),
    right=(2, 0, 0),
    value=(0.0, 5.0, -5.0),
    start=0.0,
)


def judged(
    text: str, confidence: float, *, doubtful: bool = True, readings: ReadTwice | None = None, at: int = 0
) -> JudgedWord:
    word = OcrWord(text, 60 * at, 10, 60 * at + 50, 40, confidence, 0, 0, 0)
    return JudgedWord(word, doubtful, readings=readings)


def test_each_word_has_one_row_of_all_features() -> None:
    rows = features_of([judged("casa", 0.9), judged("12", 0.4, at=1)], _GROUNDS)
    assert rows.shape == (2, len(FEATURES))
    assert features_of([], _GROUNDS).shape == (0, len(FEATURES))


def test_a_row_tells_what_both_engines_made_of_a_word() -> None:
    (row,) = features_of([judged("casa", 0.6, readings=ReadTwice(0.6, None, 1.0))], _GROUNDS)
    told = dict(zip(FEATURES, row.tolist(), strict=True))
    assert (told["first"], told["second"], told["only_first"], told["is_known"]) == (0.6, -1.0, 1.0, 1.0)


def test_rows_go_down_the_trees_by_their_thresholds() -> None:
    rows = np.zeros((2, len(FEATURES)))
    rows[:, FEATURES.index("confidence")] = 0.5, 0.51
    unsure, sure = FittedDoubts(_ONE_TREE).probabilities(rows).tolist()
    assert (unsure, sure) == (pytest.approx(1 / (1 + np.exp(-5))), pytest.approx(1 / (1 + np.exp(5))))


def test_words_are_marked_by_how_likely_they_are_wrong_whatever_the_rules_say() -> None:
    words = [judged("casa", 0.9), judged("casa", 0.2, at=1), judged("casa", 0.2, doubtful=False, at=2)]
    ranked = FittedDoubts(_ONE_TREE).ranked(words, _GROUNDS)
    assert [item.doubtful for item in ranked] == [False, True, True]
    assert [item.doubt is not None and item.doubt > 0.9 for item in ranked] == [False, True, True]


def test_a_page_has_hardly_more_marks_than_the_rules_set() -> None:
    words = [judged("casa", 0.1 * (at % 5), doubtful=at < 5, at=at) for at in range(20)]
    ranked = FittedDoubts(_ONE_TREE).ranked(words, _GROUNDS)
    assert [item.doubtful for item in ranked] == [True] * 6 + [False] * 14


def test_what_the_structure_of_a_law_has_cleared_stays_clear() -> None:
    cleared = replace(judged("8", 0.2, doubtful=False), is_settled=True)
    (item,) = FittedDoubts(_ONE_TREE).ranked([cleared], _GROUNDS)
    assert not item.doubtful


def test_what_the_structure_of_a_law_has_decided_is_no_small_doubt() -> None:
    (item,) = FittedDoubts(_ONE_TREE).ranked([replace(judged("8", 0.99), is_settled=True)], _GROUNDS)
    assert (item.doubtful, item.doubt) == (True, 0.5)


def test_words_on_which_the_engines_differ_are_likelier_wrong() -> None:
    doubts = fitted_doubts()
    agreed = judged("casa", 0.95, doubtful=False, readings=ReadTwice(0.9, 0.99, 0.0))
    differing = judged("cnsa", 0.5, readings=ReadTwice(0.5, 0.6, 0.25), at=1)
    right, wrong = doubts.probabilities(features_of([agreed, differing], _GROUNDS)).tolist()
    assert wrong > 5 * right


def test_trees_fitted_on_other_features_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_bytes(msgspec.json.encode(msgspec.structs.replace(_ONE_TREE, features=("size",))))
    with pytest.raises(ValueError, match="other features"):
        fitted_doubts(file)
