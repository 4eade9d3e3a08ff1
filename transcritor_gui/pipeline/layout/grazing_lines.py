"""Lines of a column that run over its gutter: an address, a formula, a word that could not be broken.

They would end the gutter, and tear both columns into what is above them and below.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from msgspec import structs

from transcritor_gui.pipeline.layout.gutter_sides import edge
from transcritor_gui.pipeline.layout.gutters import Gutter
from transcritor_gui.pipeline.layout.lines import WordRun

__all__ = ["cut_to_column"]

_HANGING, _INDENT = 0.6, 2.5
"""Of the type size: how far left and right of its column's edge such a line may begin."""
_SHORT_OF_EDGE = 2.0
"""Of the type size: a line that comes so near to the other column's far edge fills both."""
_ONE_TYPE = 1.1
"""By how much its type may be larger than that of the column: headings are over both."""
_NEXT_LINE = 1.75
"""Of the type size, from it to a line of its own column."""
_LEVEL, _PRINTED_OVER, _NO_ROOM = 0.8, 1.0, 2.0
"""Of the type size: how near to its baseline a line of the other column lies that it is printed over, and by
how much; or how far from one another two of these lie that it stands between. What stands over both columns
has room there."""


def cut_to_column(runs: Sequence[WordRun], gutter: Gutter) -> dict[int, WordRun]:
    """By `id` of the runs that run over a gutter from its left side: stand-ins that end with the column."""
    inside = [run for run in runs if gutter.top <= run.baseline <= gutter.bottom]
    left = [run for run in inside if run.x1 <= gutter.x + 1]
    right = [run for run in inside if run.x0 >= gutter.x - 1]
    over = [run for run in runs if run.x0 < gutter.x - 1 and run.x1 > gutter.x + 1 and run.words]
    if not (left and right and over):
        return {}
    size = median([run.size for run in left])
    first, last = edge([run.x0 for run in left]), -edge([-run.x1 for run in right])
    end, start = max(run.x1 for run in left), edge([run.x0 for run in right])
    found: dict[int, WordRun] = {}
    for run in over:
        begins = first - _HANGING * size <= run.x0 <= first + _INDENT * size
        ends = run.x1 < last - _SHORT_OF_EDGE * size
        if not (begins and ends) or run.size > _ONE_TYPE * size:
            continue
        own = [other for other in runs if other.x1 <= end + 1 and other.x0 >= first - _HANGING * size]
        beside = [other for other in runs if other.x0 >= start - _HANGING * size]
        goes_on = any(0 < abs(other.baseline - run.baseline) < _NEXT_LINE * size for other in own)
        if goes_on and _is_beside(run, beside, size):
            found[id(run)] = structs.replace(run, x1=end)
    return found


def _is_beside(run: WordRun, lines: Sequence[WordRun], size: float) -> bool:
    """Whether `lines`, those of the other column, go on past a run without room for a line over both.

    What stands level with it and begins where it has ended is the next cell of its row.
    """
    level = [line for line in lines if abs(line.baseline - run.baseline) < _LEVEL * size]
    if level:
        return any(line.x0 < run.x1 - _PRINTED_OVER * size for line in level)
    above = max((line.baseline for line in lines if line.baseline < run.baseline), default=-float("inf"))
    below = min((line.baseline for line in lines if line.baseline > run.baseline), default=float("inf"))
    return below - above < _NO_ROOM * size
