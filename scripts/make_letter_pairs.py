"""Make `resources/letter_pairs/latin.txt` from the language profiles of the package langdetect (Apache-2.0).

    python scripts/make_letter_pairs.py FOLDER_OF_PROFILES

FOLDER_OF_PROFILES is `langdetect/profiles` of an unpacked langdetect 1.0.9. Each line of the result is a
language code, a space, and 27 x 27 signs: for each pair of letters (space, a to z; accents folded, as
`text_quality` folds them) how surprising the second is after the first, in eighths of a nat, as one digit
of `text_quality`'s 62 digits.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from transcritor_gui.pipeline.pdf.judging.letter_pairs import DIGITS, LETTERS, STEPS_PER_NAT, fold

_LATIN = [
    "af",
    "ca",
    "cs",
    "cy",
    "da",
    "de",
    "en",
    "es",
    "et",
    "fi",
    "fr",
    "hr",
    "hu",
    "id",
    "it",
    "lt",
    "lv",
    "nl",
    "no",
    "pl",
    "pt",
    "ro",
    "sk",
    "sl",
    "so",
    "sq",
    "sv",
    "sw",
    "tl",
    "tr",
    "vi",
]
_SMOOTHING = 0.002
"""Share of the pairs after a letter that is spread evenly, so that no pair is impossible."""


def _surprise(profile: dict[str, int]) -> np.ndarray:
    counts = np.zeros((27, 27))
    for gram, count in profile.items():
        folded = fold(gram)
        if len(gram) == 2 and len(folded) == 2 and all(letter in LETTERS for letter in folded):
            counts[LETTERS.index(folded[0]), LETTERS.index(folded[1])] += count
    counts[0, 0] = 0
    totals = counts.sum(axis=1, keepdims=True)
    shares = np.where(totals > 0, counts / np.maximum(totals, 1), 1 / 27)
    smoothed = shares * (1 - _SMOOTHING) + _SMOOTHING / 27
    return -np.log(smoothed)


def main(folder: Path) -> None:
    lines = []
    for code in _LATIN:
        profile = json.loads((folder / code).read_text(encoding="utf-8"))["freq"]
        steps = np.clip(np.rint(_surprise(profile) * STEPS_PER_NAT), 0, len(DIGITS) - 1).astype(int)
        lines.append(code + " " + "".join(DIGITS[step] for step in steps.ravel()))
    target = Path(__file__).resolve().parents[1] / "resources" / "letter_pairs" / "latin.txt"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines) + "\n", encoding="ascii")
    print(f"{len(lines)} languages, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
