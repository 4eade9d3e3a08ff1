"""The accuracy results as a Markdown file and a plot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import fmean

from benchmarks import machine, ocrmypdf_environment
from benchmarks.comparison import Compared
from benchmarks.figures import CER_SETS, Goal, PageScore
from benchmarks.metrics import word_recall
from benchmarks.places import results_dir
from benchmarks.systems import OURS, PLAIN, SYSTEMS

__all__ = ["write_report"]

_PERCENTS = (0, 0.5, 1, 3, 10, 30, 100)
"""Named on the logarithmic scale of the plot."""
_COLOURS = {"ours": "#1f6f8b", "tesseract": "#b5483a", "ocrmypdf": "#c98b2b", "ocrmypdf-clean": "#8a7f3d"}
_WORSE_POINTS = 0.002


def write_report(
    compared: Sequence[Compared],
    rated: Sequence[PageScore],
    found: Sequence[Goal],
    *,
    systems: Sequence[str],
    notes: Sequence[str],
    seed: int,
    name: str = "",
) -> Path:
    """`accuracy-MACHINE[-NAME].md` and `.svg`; returns the path of the first."""
    stem = "-".join(part for part in ("accuracy", machine.slug(), name) if part)
    plot = _draw_plot(rated, systems, results_dir() / f"{stem}.svg")
    lines = [
        "# Accuracy",
        "",
        *machine.facts(),
        f"- {', '.join(ocrmypdf_environment.versions())}; models of `resources/tessdata`, por+eng, for all",
        f"- {len(compared)} pages, seed {seed}; CER and WER are folded as `benchmarks/metrics.py` says",
        *(f"- {note}" for note in notes),
        "",
        "## Goals",
        "",
        "| what | goal | measured | |",
        "|---|---|---|---|",
        *(f"| {goal.what} | {goal.goal} | {goal.measured} | {_mark(goal)} |" for goal in found),
        "",
        "## Sets",
        "",
        *_sets_table(compared, rated, systems),
        "",
        *([f"![Mean character error rate by set]({plot.name})", ""] if plot is not None else []),
        "## Pages where ours is worse than plain Tesseract",
        "",
        *_worse_table(rated),
        "",
        "## Pages",
        "",
        *_pages_table(rated, systems),
        "",
        *_failures(compared),
    ]
    report = results_dir() / f"{stem}.md"
    report.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    return report


def _mark(goal: Goal) -> str:
    return {True: "met", False: "**missed**", None: "-"}[goal.met]


def _sets_table(
    compared: Sequence[Compared], rated: Sequence[PageScore], systems: Sequence[str]
) -> Iterator[str]:
    labels = [SYSTEMS[name].label for name in systems]
    heads = [f"{rate} {label}" for rate in ("CER", "WER") for label in labels]
    yield f"| set | pages | {' | '.join(heads)} |"
    yield "|---|---|" + "---|" * (2 * len(systems))
    for set_name in CER_SETS:
        pages = [score for score in rated if score.set_name == set_name]
        if pages:
            cers = [
                _rate([score.characters[name].rate for score in pages if score.has(name)]) for name in systems
            ]
            wers = [_rate([score.words[name].rate for score in pages if score.has(name)]) for name in systems]
            yield f"| {set_name} | {len(pages)} | {' | '.join(cers)} | {' | '.join(wers)} |"
    stamped = [item for item in compared if item.page.set_name == "stamped"]
    if stamped:
        yield ""
        yield f"| stamped scans, {len(stamped)} pages | {' | '.join(labels)} |"
        yield "|---|" + "---|" * len(systems)
        for what in ("body", "stamp"):
            cells = [_rate([_stamp_recall(item, name, what) for item in stamped]) for name in systems]
            yield f"| recall of {what} words | {' | '.join(cells)} |"


def _stamp_recall(item: Compared, system: str, what: str) -> float:
    wanted = item.page.truth.stamp if what == "stamp" else item.page.truth.text
    return word_recall(wanted or "", item.readings[system].text)


def _worse_table(rated: Sequence[PageScore]) -> Iterator[str]:
    worse = [
        score
        for score in rated
        if score.has(OURS, PLAIN) and score.cer(OURS) - score.cer(PLAIN) > _WORSE_POINTS
    ]
    if not worse:
        yield "None by more than 0.2 points."
        return
    yield "| page | ours | Tesseract | rotation | skew | warnings |"
    yield "|---|---|---|---|---|---|"
    for score in sorted(worse, key=lambda score: score.cer(PLAIN) - score.cer(OURS)):
        reading = score.compared.readings[OURS]
        skew = f"{reading.skew_degrees:.1f}" if reading.skew_degrees is not None else ""
        yield (
            f"| {score.set_name}/{score.name} | {_rate([score.cer(OURS)])} | {_rate([score.cer(PLAIN)])} "
            f"| {reading.rotation} | {skew} | {' '.join(reading.warnings)} {reading.failure} |"
        )


def _pages_table(rated: Sequence[PageScore], systems: Sequence[str]) -> Iterator[str]:
    yield f"| page | {' | '.join(SYSTEMS[name].label for name in systems)} | made with |"
    yield "|---|" + "---|" * (len(systems) + 1)
    for score in rated:
        truth = score.compared.page.truth
        cells = [_rate([score.cer(name)]) if score.has(name) else "" for name in systems]
        made = ", ".join(value for value in truth.made_with.values() if value) or truth.partial
        yield f"| {score.set_name}/{score.name} | {' | '.join(cells)} | {made} |"


def _failures(compared: Sequence[Compared]) -> Iterator[str]:
    rows = [
        f"| {item.page.set_name}/{item.page.name} | {SYSTEMS[name].label} | {reading.failure} |"
        for item in compared
        for name, reading in item.readings.items()
        if reading.failure
    ]
    if rows:
        yield from ("## Readings that failed", "", "| page | system | why |", "|---|---|---|", *rows)


def _rate(shares: Sequence[float]) -> str:
    return f"{fmean(shares) * 100:.2f} %" if shares else ""


def _draw_plot(rated: Sequence[PageScore], systems: Sequence[str], target: Path) -> Path | None:
    """Bars of the mean CER by set, and every CER by skew; None without matplotlib or without pages."""
    try:
        import matplotlib as mpl
    except ImportError:
        return None
    if not rated:
        return None
    mpl.use("svg")
    mpl.rcParams.update({"svg.hashsalt": "transcritor", "svg.fonttype": "none", "font.size": 9})
    from matplotlib import pyplot

    figure, (bars, lines) = pyplot.subplots(1, 2, figsize=(11, 4), width_ratios=(3, 2), layout="constrained")
    sets = [name for name in CER_SETS if any(score.set_name == name for score in rated)]
    width = 0.8 / len(systems)
    for index, system in enumerate(systems):
        heights = [
            fmean(
                [score.cer(system) * 100 for score in rated if score.set_name == name and score.has(system)]
                or [0]
            )
            for name in sets
        ]
        places = [place + index * width for place in range(len(sets))]
        bars.bar(places, heights, width, label=SYSTEMS[system].label, color=_COLOURS[system])
        tilted = sorted(
            (score.compared.page.truth.skew_degrees or 0.0, score.cer(system) * 100)
            for score in rated
            if score.set_name == "skew" and score.has(system)
        )
        lines.plot(
            [degrees for degrees, _ in tilted],
            [cer for _, cer in tilted],
            ".",
            color=_COLOURS[system],
            alpha=0.8,
        )
    bars.set_xticks([place + 0.4 - width / 2 for place in range(len(sets))], sets)
    bars.set_ylabel("mean character error rate, %")
    lines.set_xlabel("skew, degrees clockwise")
    figure.legend(*bars.get_legend_handles_labels(), loc="outside upper left", ncols=4, frameon=False)
    for axes in (bars, lines):
        axes.set_yscale("symlog", linthresh=1)
        axes.set_yticks(_PERCENTS, [f"{percent:g}" for percent in _PERCENTS])
        axes.minorticks_off()
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(target, metadata={"Date": None})
    pyplot.close(figure)
    return target
