"""From readings to the figures of the accuracy goals, each with its goal beside it. Pure: no files, no
engines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from benchmarks.comparison import Compared
from benchmarks.metrics import (
    ErrorRate,
    character_errors,
    doubled_words,
    line_order,
    word_errors,
    word_recall,
    wrong_words,
)
from benchmarks.systems import OCRMYPDF, OCRMYPDF_CLEAN, OURS, OURS_AUTO, PLAIN

__all__ = ["CER_SETS", "Goal", "PageScore", "goals", "scores"]

CER_SETS = ("real", "clean", "degraded", "rotated", "skew", "columns")
"""Sets whose readings are compared with the truth letter by letter."""

_CLEAN_CER = 0.01
_TEXT_LAYER_REFUSED = "text_layer_refused"
_MENDED_ERRORS = 0.003
"""Share of wrong characters: mended layers are right to the letter, but for spaces where a line breaks."""


@dataclass(frozen=True, slots=True)
class PageScore:
    """One page as each system read it."""

    compared: Compared
    characters: dict[str, ErrorRate]
    words: dict[str, ErrorRate]

    @property
    def set_name(self) -> str:
        return self.compared.page.set_name

    @property
    def name(self) -> str:
        return self.compared.page.name

    @property
    def upright(self) -> bool:
        return self.compared.page.truth.rotation == 0

    def cer(self, system: str) -> float:
        return self.characters[system].rate

    def has(self, *systems: str) -> bool:
        return all(system in self.characters for system in systems)


@dataclass(frozen=True, slots=True)
class Goal:
    """One figure of the goals table."""

    what: str
    goal: str
    measured: str
    met: bool | None
    """None: there was nothing to measure it on."""


def scores(compared: Iterable[Compared]) -> tuple[PageScore, ...]:
    """Error rates of every page of the letter-by-letter sets."""
    found: list[PageScore] = []
    for item in compared:
        truth = item.page.truth.text
        if truth is None or item.page.set_name not in CER_SETS:
            continue
        found.append(
            PageScore(
                item,
                {name: character_errors(truth, reading.text) for name, reading in item.readings.items()},
                {name: word_errors(truth, reading.text) for name, reading in item.readings.items()},
            )
        )
    return tuple(found)


def goals(compared: Sequence[Compared], rated: Sequence[PageScore]) -> tuple[Goal, ...]:
    """Every figure, in the order of the goals table."""
    ours = [item for item in compared if OURS in item.readings]
    rated = [score for score in rated if score.has(OURS)]
    return (
        *_clean_goals(rated),
        *_degraded_goals([score for score in rated if score.set_name == "degraded"]),
        *_real_goals([score for score in rated if score.set_name == "real"]),
        *_rotation_goals(ours),
        _skew_goal([score for score in rated if score.set_name == "skew"]),
        *_stamp_goals([item for item in ours if item.page.set_name == "stamped"]),
        *_layer_goals(ours),
        _order_goal([item for item in ours if item.page.truth.lines]),
        _language_goal([item for item in compared if OURS_AUTO in item.readings]),
        *_doubt_goals([item for item in ours if item.page.set_name in {"real", "clean", "degraded"}]),
    )


def _clean_goals(rated: Sequence[PageScore]) -> tuple[Goal, Goal]:
    clean = [score for score in rated if score.has(PLAIN) and score.cer(PLAIN) < _CLEAN_CER]
    what = "clean pages (plain Tesseract under 1 % CER)"
    if not clean:
        return _unmeasured(f"{what}: worst page", "0.2 points worse"), _unmeasured(
            f"{what}: mean CER", "below plain"
        )
    worst = max(clean, key=lambda score: score.cer(OURS) - score.cer(PLAIN))
    gap = worst.cer(OURS) - worst.cer(PLAIN)
    ours, plain = _mean(clean, OURS), _mean(clean, PLAIN)
    return (
        Goal(
            f"{what}: worst page of {len(clean)}",
            "at most 0.2 points worse",
            f"{_points(gap)} ({worst.set_name}/{worst.name})",
            gap <= 0.002,
        ),
        Goal(
            f"{what}: mean CER",
            "better than plain",
            f"{_percent(ours)} beside {_percent(plain)}",
            ours < plain,
        ),
    )


def _degraded_goals(rated: Sequence[PageScore]) -> tuple[Goal, ...]:
    limits = (
        (PLAIN, "plain Tesseract", 0.1),
        (OCRMYPDF, "OCRmyPDF", 0.1),
        (OCRMYPDF_CLEAN, "OCRmyPDF cleaned", 1 / 3),
    )
    found: list[Goal] = []
    for system, label, limit in limits:
        what, goal = f"degraded pages: mean CER, of {label}'s", f"at most {limit:.2f}"
        both = [score for score in rated if score.has(system)]
        if not both:
            found.append(_unmeasured(what, goal))
            continue
        ours, theirs = _mean(both, OURS), _mean(both, system)
        ratio = ours / theirs if theirs else 1.0
        found.append(
            Goal(what, goal, f"{ratio:.2f} ({_percent(ours)} of {_percent(theirs)})", ratio <= limit)
        )
    return tuple(found)


def _real_goals(rated: Sequence[PageScore]) -> tuple[Goal, ...]:
    both = [score for score in rated if score.has(PLAIN)]
    upright = [score for score in both if score.upright]
    if not upright:
        return (_unmeasured("real scans: mean CER", "half of plain Tesseract's"),)
    worst = max(both, key=lambda score: score.cer(OURS) - score.cer(PLAIN))
    gap = worst.cer(OURS) - worst.cer(PLAIN)
    return (
        _ratio_goal("real scans, turned ones included: mean CER, of plain Tesseract's", both, 0.5),
        _ratio_goal("real scans, upright: mean CER, of plain Tesseract's", upright, 0.8),
        Goal(
            "real scans: worst page",
            "at most 0.5 points worse",
            f"{_points(gap)} ({worst.name})",
            gap <= 0.005,
        ),
    )


def _ratio_goal(what: str, rated: Sequence[PageScore], limit: float) -> Goal:
    ours, plain = _mean(rated, OURS), _mean(rated, PLAIN)
    ratio = ours / plain if plain else 1.0
    measured = f"{ratio:.2f} ({_percent(ours)} of {_percent(plain)})"
    return Goal(what, f"at most {limit:g}", measured, ratio <= limit)


def _rotation_goals(ours: Sequence[Compared]) -> tuple[Goal, Goal]:
    # A page without recognition was not turned, and had not to be.
    judged = [
        item for item in ours if item.page.truth.rotation is not None and item.readings[OURS].source != "text"
    ]
    turned = [item for item in judged if item.page.truth.rotation != 0]
    upright = [item for item in judged if item.page.truth.rotation == 0]
    right = [item for item in turned if item.readings[OURS].rotation == item.page.truth.rotation]
    wrong = [item for item in upright if item.readings[OURS].rotation]
    return (
        Goal(
            "turned pages: turned right",
            "all",
            f"{len(right)} of {len(turned)}{_named(item for item in turned if item not in right)}",
            len(right) == len(turned) if turned else None,
        ),
        Goal(
            "upright pages: turned all the same",
            "none, over the whole corpus",
            f"{len(wrong)} of {len(upright)}{_named(wrong)}",
            not wrong if upright else None,
        ),
    )


def _skew_goal(rated: Sequence[PageScore]) -> Goal:
    what, goal = "skew from -10 to 10 degrees", "within 1 point of the straight page"
    straight = {
        _kind(score): score.cer(OURS) for score in rated if score.compared.page.truth.skew_degrees == 0
    }
    tilted = [score for score in rated if _kind(score) in straight and score.compared.page.truth.skew_degrees]
    if not tilted:
        return _unmeasured(what, goal)
    worst = max(tilted, key=lambda score: score.cer(OURS) - straight[_kind(score)])
    gap = worst.cer(OURS) - straight[_kind(worst)]
    return Goal(what, goal, f"{_points(gap)} at worst ({worst.name})", gap <= 0.01)


def _kind(score: PageScore) -> str:
    return score.name.rstrip("0123456789").rstrip("+-")


def _stamp_goals(items: Sequence[Compared]) -> tuple[Goal, ...]:
    if not items:
        return (_unmeasured("stamped scans", "98 % of body and of stamp words"),)
    body = [(word_recall(item.page.truth.text or "", item.readings[OURS].text), item) for item in items]
    stamp = [(word_recall(item.page.truth.stamp, item.readings[OURS].text), item) for item in items]
    doubled = [(_doubled(item), item) for item in items]
    worst_body, worst_stamp = min(body, key=lambda pair: pair[0]), min(stamp, key=lambda pair: pair[0])
    recall_body, recall_stamp = fmean(pair[0] for pair in body), fmean(pair[0] for pair in stamp)
    return (
        Goal(
            "stamped scans: recall of body words",
            "98 %",
            f"{_percent(recall_body)} (worst {_percent(worst_body[0])}, {worst_body[1].page.name})",
            recall_body >= 0.98,
        ),
        Goal(
            "stamped scans: recall of stamp words",
            "98 %",
            f"{_percent(recall_stamp)} (worst {_percent(worst_stamp[0])}, {worst_stamp[1].page.name})",
            recall_stamp >= 0.98,
        ),
        Goal(
            "stamped scans: words doubled",
            "none",
            f"{sum(count for count, _ in doubled)}{_named(item for count, item in doubled if count)}",
            not any(count for count, _ in doubled),
        ),
    )


def _doubled(item: Compared) -> int:
    truth = item.page.truth
    whole = f"{truth.text}\n{truth.stamp}"
    return doubled_words(whole, item.readings[OURS].text, truth.stamp)


def _layer_goals(ours: Sequence[Compared]) -> tuple[Goal, ...]:
    bad = [item for item in ours if item.page.truth.text_layer == "bad"]
    good = [item for item in ours if item.page.truth.text_layer == "good"]
    mended = [item for item in bad if not _refused(item) and _is_right(item)]
    missed = [item for item in bad if not _refused(item) and not _is_right(item)]
    refused = [item for item in good if _refused(item)]
    return (
        Goal(
            "bad text layers: found, refused or mended",
            "all",
            f"{len(bad) - len(missed)} of {len(bad)}, {len(mended)} of them mended{_named(missed)}",
            not missed if bad else None,
        ),
        Goal(
            "good text layers: refused",
            "none",
            f"{len(refused)} of {len(good)}{_named(refused)}",
            not refused if good else None,
        ),
    )


def _is_right(item: Compared) -> bool:
    """Whether the words of the page are right, so that its text layer was mended before it was trusted."""
    errors = character_errors(item.page.truth.text or "", item.readings[OURS].text)
    return bool(item.page.truth.text) and errors.rate <= _MENDED_ERRORS


def _refused(item: Compared) -> bool:
    return any(warning.startswith(_TEXT_LAYER_REFUSED) for warning in item.readings[OURS].warnings)


def _order_goal(items: Sequence[Compared]) -> Goal:
    what, goal = "reading order in columns: pairs of lines in the right order", "99 %"
    if not items:
        return _unmeasured(what, goal)
    orders = [(line_order(item.page.truth.lines, item.readings[OURS].text), item) for item in items]
    pairs, ordered = sum(order.pairs for order, _ in orders), sum(order.ordered_pairs for order, _ in orders)
    found, lines = sum(order.lines_found for order, _ in orders), sum(order.lines for order, _ in orders)
    rate = ordered / pairs if pairs else 0.0
    worst = min(orders, key=lambda pair: pair[0].rate)
    measured = (
        f"{_percent(rate)} ({_percent(found / lines)} of the lines found; "
        f"worst {_percent(worst[0].rate)}, {worst[1].page.name})"
    )
    return Goal(what, goal, measured, rate >= 0.99)


def _language_goal(items: Sequence[Compared]) -> Goal:
    what, goal = "language of pages with over 200 characters", "99 %"
    judged = [item for item in items if len(item.page.truth.text or "") > 200]
    if not judged:
        return _unmeasured(what, goal)
    wrong = [
        item
        for item in judged
        if _codes(item.readings[OURS_AUTO].language) != _codes(item.page.truth.language)
    ]
    rate = 1 - len(wrong) / len(judged)
    return Goal(what, goal, f"{_percent(rate)} of {len(judged)}{_named(wrong)}", rate >= 0.99)


def _codes(language: str) -> frozenset[str]:
    return frozenset(language.split("+"))


def _doubt_goals(items: Sequence[Compared]) -> tuple[Goal, Goal]:
    words = wrong = doubted = caught = 0
    for item in items:
        if item.page.truth.text is None or item.page.truth.partial:
            continue
        read = item.readings[OURS].words
        verdicts = wrong_words(item.page.truth.text, [word.text for word in read])
        for word, is_wrong in zip(read, verdicts, strict=True):
            if word.recognised:
                words += 1
                wrong += is_wrong
                doubted += word.doubtful
                caught += is_wrong and word.doubtful
    share_caught = caught / wrong if wrong else 1.0
    share_doubted = doubted / words if words else 0.0
    return (
        Goal(
            "doubtful words: share of the wrong words that they hold",
            "at least 80 %",
            f"{_percent(share_caught)} ({caught} of {wrong})",
            share_caught >= 0.8 if wrong else None,
        ),
        Goal(
            "doubtful words: share of all words",
            "at most 10 %",
            f"{_percent(share_doubted)} ({doubted} of {words})",
            share_doubted <= 0.1 if words else None,
        ),
    )


def _mean(rated: Sequence[PageScore], system: str) -> float:
    return fmean(score.cer(system) for score in rated)


def _unmeasured(what: str, goal: str) -> Goal:
    return Goal(what, goal, "not measured", None)


def _named(items: Iterable[Compared]) -> str:
    names = [f"{item.page.set_name}/{item.page.name}" for item in items]
    if not names:
        return ""
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return f": {', '.join(names[:8])}{more}"


def _percent(share: float) -> str:
    return f"{share * 100:.2f} %"


def _points(gap: float) -> str:
    return f"{gap * 100:+.2f} points"
