"""How likely each word of a page is wrong: which are marked, and which of them a person sees first.

The weights are trees that `benchmarks.fit_doubts` has fitted to pages with ground truth; they lie in
`resources/doubts/trees.json` as numbers. Asked by `second_opinion` once both engines' readings are made one;
the rules of `doubt` mark where there is only one engine, and have a voice among the features.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from transcritor_gui.paths import resource_dir
from transcritor_gui.pipeline.recognition.doubts.doubt import Grounds
from transcritor_gui.pipeline.recognition.doubts.doubt_features import FEATURES, features_of
from transcritor_gui.pipeline.recognition.readings import JudgedWord

__all__ = ["FEW_MARKS", "MARKED_FROM", "MOST_OF_RULE", "FittedDoubts", "Trees", "fitted_doubts"]

MARKED_FROM = 0.02
"""How likely a word has to be wrong to be marked; docs/decisions/0240 has the figures."""
MOST_OF_RULE = 1.2
"""Marks of a page by those that the rules of `doubt` set there. Without an end to them a filing, a deposition
and a sheet on a screen, kinds that no tree was fitted to, had a third to two thirds of their words marked."""
FEW_MARKS = 3
"""That a page may have on which the rule marks nothing."""
_LEAST_OF_SETTLED = 0.5
"""How likely a word counts as wrong that the structure of a law has decided on, where it is marked."""


class Trees(msgspec.Struct, frozen=True):
    """Boosted trees as numbers: one list of nodes for all, in which a leaf has no feature (-1)."""

    features: tuple[str, ...]
    """Names of the columns that they were fitted on; others would make nonsense of them."""
    roots: tuple[int, ...]
    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    """A row goes left where its feature is at most this."""
    left: tuple[int, ...]
    right: tuple[int, ...]
    value: tuple[float, ...]
    """What a leaf adds to the log odds."""
    start: float
    """Log odds before any tree."""


@dataclass(frozen=True, eq=False)
class FittedDoubts:
    """The trees, ready to be asked; of no use where only one engine has read."""

    trees: Trees

    def ranked(self, judged: Sequence[JudgedWord], grounds: Grounds) -> tuple[JudgedWord, ...]:
        """The words of a page in their order, the likeliest wrong marked.

        What the structure of laws and accounts has decided on stays as it is.
        """
        likely = self.probabilities(features_of(judged, grounds)).tolist()
        most = max(FEW_MARKS, round(MOST_OF_RULE * sum(item.doubtful for item in judged)))
        open_ones = [
            place
            for place, (item, doubt) in enumerate(zip(judged, likely, strict=True))
            if doubt >= MARKED_FROM and not item.is_settled
        ]
        marked = set(sorted(open_ones, key=lambda place: -likely[place])[:most])
        return tuple(
            replace(item, doubt=max(doubt, _LEAST_OF_SETTLED))
            if item.is_settled
            else replace(item, doubt=doubt, doubtful=place in marked)
            for place, (item, doubt) in enumerate(zip(judged, likely, strict=True))
        )

    def probabilities(self, rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Shape (words,), 0 to 1, for rows of `features_of`."""
        roots, feature, threshold, left, right, value = self._nodes
        # All rows go down all trees at once: shape (words, trees).
        at = np.tile(roots, (len(rows), 1))
        place = np.arange(len(rows))[:, None]
        while (inner := feature[at] >= 0).any():
            goes_left = rows[place, feature[at]] <= threshold[at]
            at = np.where(inner, np.where(goes_left, left[at], right[at]), at)
        odds = self.trees.start + value[at].sum(axis=1)
        return np.asarray(1.0 / (1.0 + np.exp(-odds)), np.float64)

    @cached_property
    def _nodes(self) -> tuple[npt.NDArray[Any], ...]:
        """Roots of the trees, then feature, threshold, left, right and value of each node."""
        trees = self.trees
        parts = (trees.roots, trees.feature, trees.threshold, trees.left, trees.right, trees.value)
        return tuple(map(np.array, parts))


@lru_cache(maxsize=1)
def fitted_doubts(file: Path | None = None) -> FittedDoubts:
    """The trees of the program, or those of `file`; ValueError where they were fitted on other features."""
    kept = resource_dir() / "doubts" / "trees.json" if file is None else file
    trees = msgspec.json.decode(kept.read_bytes(), type=Trees)
    if trees.features != FEATURES:
        raise ValueError(f"{kept.name} was fitted on other features")
    return FittedDoubts(trees)
