"""Writes constraints.txt: the version of every package that pyproject.toml leads to, and nothing else.

    python scripts/pin.py

A virtual environment is made in a temporary folder, everything that the project asks for (all extras, all
dependency groups, the build backend) is installed there, and what arrived is written down: names and
versions, no addresses. Needs only the standard library, and the package index that pip is set up to use.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_CONSTRAINTS = _ROOT / "constraints.txt"

_ELSEWHERE = ("async-timeout", "colorama", "macholib", "pefile", "pywin32-ctypes")
"""What our packages need on other systems, or on other releases of Python, than the one that pins."""

_QT = ("pyside6-essentials", "shiboken6")
_QT_OLD_PYTHON = "python_version < '3.12'"
_QT_NEW_PYTHON = "python_version >= '3.12'"

_HEADING = """\
# The versions that Transcritor is built and tested with. Written by scripts/pin.py: change pyproject.toml,
# then run `make pin`.
"""


def pins() -> str:
    """The text of constraints.txt."""
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = ",".join(project["project"].get("optional-dependencies", {}))
    groups = [part for group in project["dependency-groups"] for part in ("--group", group)]
    with tempfile.TemporaryDirectory(prefix="transcritor-pin-") as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        _pip(python, "install", "--quiet", "--upgrade", "pip", "setuptools")
        _pip(
            python, "install", "--quiet", *groups, *_ELSEWHERE, *project["build-system"]["requires"],
            "--editable", f".[{extras}]" if extras else ".",
        )  # fmt: skip
        installed = json.loads(_pip(python, "list", "--format", "json", "--exclude-editable"))
        versions = {_normal(package["name"]): package["version"] for package in installed}
        return _HEADING + "".join(f"{line}\n" for line in _lines(versions, _newest_qt(python)))


def _lines(versions: dict[str, str], newest_qt: str) -> list[str]:
    lines = []
    for name, version in versions.items():
        if name in _QT:
            lines.append(f"{name}=={version}; {_QT_OLD_PYTHON}")
            lines.append(f"{name}=={newest_qt}; {_QT_NEW_PYTHON}")
        else:
            lines.append(f"{name}=={version}")
    return sorted(lines)


def _normal(name: str) -> str:
    """The name as package indexes compare it: `typing_extensions` is `typing-extensions`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _newest_qt(python: Path) -> str:
    """The Qt that newer Pythons get, which the Python that pins may not be able to install."""
    with tempfile.TemporaryDirectory() as target:
        report = _pip(
            python, "install", "--quiet", "--dry-run", "--no-deps", "--report", "-", "--target", target,
            "--python-version", "3.12", "--only-binary", ":all:", f"{_QT[0]}>=6.12",
        )  # fmt: skip
    version: str = json.loads(report)["install"][0]["metadata"]["version"]
    return version


def _pip(python: Path, *arguments: str) -> str:
    command = [str(python), "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, check=True, cwd=_ROOT, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    _CONSTRAINTS.write_text(pins(), encoding="utf-8")
    print(f"{_CONSTRAINTS.name}: {len(_CONSTRAINTS.read_text(encoding='utf-8').splitlines()) - 2} versions")
