"""Whether the tests reach as much of each package as they did when its floor was set. Part of `make check`.

    python -m scripts.coverage_floors

Reads what `make test COVERAGE=1` has noted (.coverage); the floors stand in pyproject.toml. Worker processes
are not looked into, and tests that need Redis or a screen may be left out, so floors are what every machine
reaches.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from coverage import Coverage

__all__ = ["below_floor", "package_of", "shares"]

_ROOT: Final = Path(__file__).resolve().parents[1]
_PROGRAM: Final = "transcritor_gui"


def package_of(path: str) -> str:
    """The package that a source belongs to: 'pipeline'; '' for a module of the program's own folder."""
    parts = Path(path).parts
    below = parts[parts.index(_PROGRAM) + 1 :]
    return below[0] if len(below) > 1 else ""


def shares(reached: Mapping[str, tuple[int, int]]) -> dict[str, float]:
    """Per cent of each package's statements that are reached, of (statements, missed) by source."""
    statements: defaultdict[str, int] = defaultdict(int)
    missed: defaultdict[str, int] = defaultdict(int)
    for path, (count, missing) in reached.items():
        statements[package_of(path)] += count
        missed[package_of(path)] += missing
    return {
        package: 100 * (count - missed[package]) / count for package, count in statements.items() if count
    }


def below_floor(found: Mapping[str, float], floors: Mapping[str, float]) -> tuple[str, ...]:
    """A line for each package that lies under its floor, or has none."""
    lines = [
        f"{package}: {share:.1f} % of its statements are reached by tests; its floor is {floors[package]:g} %"
        for package, share in sorted(found.items())
        if package in floors and share < floors[package]
    ]
    return (*lines, *(f"{package}: has no floor yet" for package in sorted(found) if package not in floors))


def main() -> int:
    data = _ROOT / ".coverage"
    if not data.exists():
        print("What tests reach is not noted here: `make test COVERAGE=1` does that.")
        return 0
    coverage = Coverage(data_file=str(data))
    coverage.load()
    reached = {}
    for path in coverage.get_data().measured_files():
        if _PROGRAM in Path(path).parts and Path(path).exists():
            _, statements, _, missing, _ = coverage.analysis2(path)
            reached[path] = (len(statements), len(missing))
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = below_floor(shares(reached), project["tool"]["transcritor"]["coverage-floors"])
    print("\n".join(lines) if lines else "Tests reach as much of every package as they should.")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
