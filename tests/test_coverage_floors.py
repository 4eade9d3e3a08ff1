"""The floors of coverage."""

from __future__ import annotations

import tomllib
from pathlib import Path

from scripts.coverage_floors import below_floor, package_of, shares

_ROOT = Path(__file__).resolve().parents[1]


def test_a_source_belongs_to_its_package() -> None:
    assert package_of("/x/transcritor_gui/pipeline/ocr/engine.py") == "pipeline"
    assert package_of("/x/transcritor_gui/settings.py") == ""


def test_sources_of_a_package_count_together() -> None:
    reached = {"transcritor_gui/store/a.py": (90, 0), "transcritor_gui/store/b.py": (10, 10)}
    assert shares(reached) == {"store": 90.0}


def test_a_package_under_its_floor_is_named() -> None:
    (line,) = below_floor({"store": 79.9, "model": 90.0}, {"store": 80, "model": 80})
    assert line.startswith("store: 79.9 %")


def test_a_package_without_a_floor_is_named() -> None:
    assert below_floor({"new": 99.0}, {}) == ("new: has no floor yet",)


def test_every_package_has_a_floor() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {path.parent.name for path in (_ROOT / "transcritor_gui").glob("*/__init__.py")}
    assert set(project["tool"]["transcritor"]["coverage-floors"]) == {"", *packages}
