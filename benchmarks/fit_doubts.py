"""`python -m benchmarks.fit_doubts [FOLDER...]`: fit anew how likely words are wrong; say what it is worth.

Needs scikit-learn, which the program does not. Each source (the corpus's, the made pages, and every folder
given, see `doubt_rows`) is held out once: what is reported was measured on sources that the trees had not
seen. The trees that are kept are fitted on all of them; `--keep-out NAME` leaves a source out of these too.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from benchmarks.doubt_rows import JudgedRow, doubt_pages, rows_of
from benchmarks.places import REPOSITORY
from transcritor_gui.pipeline.recognition.doubts.doubt_features import FEATURES
from transcritor_gui.pipeline.recognition.doubts.fitted_doubt import (
    FEW_MARKS,
    MARKED_FROM,
    MOST_OF_RULE,
    Trees,
)

__all__ = ["family_of", "held_by_share", "main"]

_KEPT = REPOSITORY / "resources" / "doubts" / "trees.json"
_TREES, _DEPTH, _RATE, _HELD_BACK, _FEWEST_IN_LEAF = 200, 3, 0.04, 1.0, 30
"""Of 60 to 200 trees, 2 and 3 deep, none were better by more than a point on sources held out."""
_MORE_IS_WORSE = {
    **dict.fromkeys(("confidence", "first", "is_known", "half_of_word"), -1),
    **dict.fromkeys(
        (
            "differing", "is_suspect", "odd_signs", "stands_oddly", "was_marked", "is_of_other_language",
            "gain_by_shape", "gain_by_accent", "comma_before_word", "comma_after_number", "stands_alone",
            "joins_before", "joins_after", "number_elsewhere", "figure_beside_letter", "capital_after_small",
            "alarms",
        ),
        1,
    ),
}  # fmt: skip
"""Features that can only make a word likelier wrong (1) or right (-1) as they grow: what a few pages say
otherwise is chance."""
_SHARE = 0.08
"""Of the words, that would be marked at best."""
_DIGITS = 5
"""Of thresholds and values, as they are kept."""
_SEED = 1839

_Floats = npt.NDArray[np.float64]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--keep-out", action="append", default=[], metavar="SOURCE")
    parser.add_argument("--rows", type=Path, help="a file to keep the rows in, or to take them from")
    options = parser.parse_args(arguments)
    try:
        from sklearn.ensemble import HistGradientBoostingClassifier
    except ImportError:
        print("scikit-learn is not installed: pip install scikit-learn", file=sys.stderr)
        return 3

    def make() -> Any:
        return HistGradientBoostingClassifier(
            max_iter=_TREES,
            max_depth=_DEPTH,
            max_leaf_nodes=None,
            learning_rate=_RATE,
            min_samples_leaf=_FEWEST_IN_LEAF,
            l2_regularization=_HELD_BACK,
            monotonic_cst=[_MORE_IS_WORSE.get(name, 0) for name in FEATURES],
            early_stopping=False,
            random_state=_SEED,
        )

    rows = _rows(options.folders, options.rows)
    told, likely = _held_out(rows, make)
    _report(rows, told, likely)
    source = np.array([row.source for row in rows])
    kept = ~np.isin(source, options.keep_out)
    fitted = make().fit(np.array([row.row for row in rows])[kept], _wrong(rows)[kept])
    _KEPT.parent.mkdir(exist_ok=True)
    _KEPT.write_bytes(msgspec.json.encode(_trees(fitted)))
    print(f"\nWritten to {_KEPT}")
    return 0


def _rows(folders: Sequence[Path], file: Path | None) -> list[JudgedRow]:
    if file is not None and file.exists():
        kept: list[JudgedRow] = pickle.loads(file.read_bytes())  # a file of one's own
        return kept
    rows = list(rows_of(doubt_pages(folders)))
    if file is not None:
        file.write_bytes(pickle.dumps(rows))
    return rows


def _held_out(rows: Sequence[JudgedRow], make: Callable[[], Any]) -> tuple[npt.NDArray[np.bool_], _Floats]:
    """Which rows were held out, and how likely each of them is wrong by trees fitted on other sources."""
    features, wrong = np.array([row.row for row in rows]), _wrong(rows)
    families = np.array([family_of(row.source) for row in rows])
    likely = np.zeros(len(rows))
    told = np.zeros(len(rows), bool)
    for family in sorted(set(families)):
        out = families == family
        if wrong[~out].any() and not wrong[~out].all():
            likely[out] = make().fit(features[~out], wrong[~out]).predict_proba(features[out])[:, 1]
            told |= out
    return told, likely


def family_of(source: str) -> str:
    """Sources of one kind, which are held out together: 'oldbooks-a' and 'corpus oldbooks' are one."""
    return source.removeprefix("corpus ").removeprefix("en-").split("-")[0]


def _wrong(rows: Sequence[JudgedRow]) -> npt.NDArray[np.bool_]:
    return np.array([row.is_wrong for row in rows])


def _report(rows: Sequence[JudgedRow], told: npt.NDArray[np.bool_], likely: _Floats) -> None:
    """Two tables: what the trees mark, beside the rule, and whether they rank better."""
    wrong, by_rule = _wrong(rows), np.array([row.is_marked for row in rows])
    sure = np.array([row.row[FEATURES.index("confidence")] for row in rows])
    by_trees = _marked(rows, likely, by_rule)
    families = np.array([family_of(row.source) for row in rows])
    groups = [("all real", told & (families != "made")), ("all", told)]
    groups += [(family, told & (families == family)) for family in sorted(set(families))]
    print(f"| held out | words | wrong | rule: marked / held | trees: marked / held | {_SHARE:.0%} marked |")
    print("|---|---|---|---|---|---|")
    for name, group in groups:
        total = int(wrong[group].sum())
        if not total:
            continue
        figures = [
            f"{marks[group].mean():.1%} / {(marks & wrong)[group].sum() / total:.1%}"
            for marks in (by_rule, by_trees)
        ]
        best = held_by_share(likely[group], wrong[group], _SHARE)
        print(f"| {name} | {group.sum()} | {total} | {' | '.join(figures)} | {best:.1%} |")
    print("\n| marked by rule | words | wrong | in the worst quarter, by confidence | by the trees |")
    print("|---|---|---|---|---|")
    for name, group in groups:
        marks = group & by_rule
        if wrong[marks].sum():
            figures = [f"{held_by_share(by, wrong[marks], 0.25):.1%}" for by in (-sure[marks], likely[marks])]
            print(f"| {name} | {marks.sum()} | {wrong[marks].sum()} | {' | '.join(figures)} |")


def _marked(
    rows: Sequence[JudgedRow], likely: _Floats, by_rule: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Which rows the program would mark, as `FittedDoubts.ranked` does page by page."""
    names = [(row.source, row.page) for row in rows]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    pages = np.array([numbers[name] for name in names])
    settled = np.array([row.is_settled for row in rows], bool)
    marked = settled & by_rule
    for page in range(len(numbers)):
        own = np.flatnonzero(pages == page)
        places = own[(likely[own] >= MARKED_FROM) & ~settled[own]]
        most = max(FEW_MARKS, round(MOST_OF_RULE * int(by_rule[own].sum())))
        marked[places[np.argsort(-likely[places], kind="stable")[:most]]] = True
    return marked


def held_by_share(likely: _Floats, wrong: npt.NDArray[np.bool_], share: float) -> float:
    """Of the wrong words, those among the `share` of all that are likeliest wrong."""
    order = np.argsort(-likely, kind="stable")[: round(share * len(likely))]
    return float(wrong[order].sum() / wrong.sum())


def _trees(fitted: Any) -> Trees:
    """The classifier's trees as one list of nodes."""
    roots: list[int] = []
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []
    value: list[float] = []
    for (predictor,) in fitted._predictors:  # scikit-learn has no public way to the nodes of these trees
        base = len(feature)
        roots.append(base)
        for node in predictor.nodes:
            is_leaf = bool(node["is_leaf"])
            feature.append(-1 if is_leaf else int(node["feature_idx"]))
            threshold.append(0.0 if is_leaf else round(float(node["num_threshold"]), _DIGITS))
            left.append(0 if is_leaf else base + int(node["left"]))
            right.append(0 if is_leaf else base + int(node["right"]))
            value.append(round(float(node["value"]), _DIGITS) if is_leaf else 0.0)
    return Trees(
        features=FEATURES,
        roots=tuple(roots),
        feature=tuple(feature),
        threshold=tuple(threshold),
        left=tuple(left),
        right=tuple(right),
        value=tuple(value),
        start=round(float(fitted._baseline_prediction.item()), _DIGITS),
    )


if __name__ == "__main__":
    raise SystemExit(main())
