"""The comparison of searchable PDFs as a Markdown page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks import machine, ocrmypdf_environment
from benchmarks.places import results_dir
from benchmarks.searchable_words import Comparison

__all__ = ["FileFigures", "write_report"]

_NEAR_PT = 2.0


@dataclass(frozen=True, slots=True)
class FileFigures:
    name: str
    source: Path
    ours: Path
    theirs: Path
    words: Comparison

    @property
    def our_growth(self) -> int:
        return self.ours.stat().st_size - self.source.stat().st_size

    @property
    def their_growth(self) -> int:
        return self.theirs.stat().st_size - self.source.stat().st_size

    def line(self) -> str:
        words = self.words
        return (
            f"| {Path(self.name).stem} | {words.their_words} | {words.found} | {words.read_otherwise} | "
            f"{len(words.absent)} | {words.our_words} | "
            f"{_pt(words.our_edges_pt)} | {_pt(words.their_edges_pt)} | "
            f"{_share_near(words.our_edges_pt)} | {_share_near(words.their_edges_pt)} | "
            f"{_kb(self.source.stat().st_size)} | {_kb(self.our_growth)} | {_kb(self.their_growth)} |"
        )


def write_report(figures: Sequence[FileFigures]) -> Path:
    ours = [edge for each in figures for edge in each.words.our_edges_pt]
    theirs = [edge for each in figures for edge in each.words.their_edges_pt]
    their_words = sum(each.words.their_words for each in figures)
    found = sum(each.words.found for each in figures)
    otherwise = sum(each.words.read_otherwise for each in figures)
    absent = sum(len(each.words.absent) for each in figures)
    smaller = sum(each.our_growth <= each.their_growth for each in figures)
    nearer = sum(
        median(each.words.our_edges_pt) <= median(each.words.their_edges_pt)
        for each in figures
        if each.words.our_edges_pt
    )
    lines = [
        "# Searchable PDFs beside OCRmyPDF's",
        "",
        *machine.facts(),
        f"- {', '.join(ocrmypdf_environment.versions())}; models of `resources/tessdata`, por+eng, for both",
        "- OCRmyPDF as it comes, with --redo-ocr",
        "- words as `pdftotext -bbox` finds them; edges: how far the farthest edge of a word's box is from "
        "that of its ink, over words that both read alike",
        "",
        "| what | goal | measured |",
        "|---|---|---|",
        f"| words that theirs finds and ours finds in the same place | all | {found} of {their_words} |",
        f"| - ours reads other letters there | | {otherwise} |",
        f"| - ours has nothing there | | {absent} |",
        f"| distance from the ink, middle of {len(ours)} words | no greater | "
        f"{_pt(ours)} pt, theirs {_pt(theirs)} pt |",
        f"| words whose every edge is within {_NEAR_PT:g} pt | | "
        f"{_share_near(ours)}, theirs {_share_near(theirs)} |",
        f"| files in which ours lie no farther, by the middle word | all | {nearer} of {len(figures)} |",
        f"| files that grow no more than theirs | all | {smaller} of {len(figures)} |",
        "",
        "| file | their words | found | read otherwise | nothing there | our words | ours pt | theirs pt "
        "| ours within 2 pt | theirs | kB | ours + kB | theirs + kB |",
        "|" + "---|" * 13,
        *(each.line() for each in figures),
        "",
        "Where ours has nothing:",
        "",
        *(
            f"- {Path(each.name).stem}: {', '.join(each.words.absent[:20])}"
            for each in figures
            if each.words.absent
        ),
    ]
    report = results_dir() / f"searchable-pdf-{machine.slug()}.md"
    report.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    return report


def _pt(edges: Sequence[float]) -> str:
    return f"{median(edges):.2f}" if edges else "-"


def _share_near(edges: Sequence[float]) -> str:
    return f"{sum(edge <= _NEAR_PT for edge in edges) / len(edges):.0%}" if edges else "-"


def _kb(size: int) -> str:
    return f"{size / 1000:.1f}"
