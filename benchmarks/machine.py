"""What the figures were measured on."""

from __future__ import annotations

import datetime
import os
import platform
import re
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

__all__ = ["facts", "name", "slug"]

_PACKAGES = (
    "tesserocr",
    "pypdfium2",
    "opencv-python-headless",
    "numpy",
    "rapidocr",
    "onnxruntime",
    "PySide6-Essentials",
)


def name() -> str:
    """`TRANSCRITOR_BENCH_MACHINE`, or what the machine calls itself."""
    return os.environ.get("TRANSCRITOR_BENCH_MACHINE") or platform.node() or "unnamed"


def slug() -> str:
    """The name as a part of a file's name."""
    return re.sub(r"[^a-z0-9-]+", "-", name().lower()).strip("-") or "unnamed"


def facts() -> list[str]:
    """Lines for the head of a results file: machine, systems, versions, day."""
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    return [
        f"- machine: {name()}, {_processor()}, {os.cpu_count()} processors, "
        f"{platform.system()} {platform.machine()}",
        f"- Python {platform.python_version()}, {', '.join(_versions())}",
        f"- date: {today}",
    ]


def _versions() -> list[str]:
    found: list[str] = []
    for package in _PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return found


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        match = re.search(r"^model name\s*:\s*(.+)$", cpuinfo.read_text(encoding="utf-8"), re.MULTILINE)
        if match is not None:
            return match[1].strip()
    return platform.processor() or "unknown processor"
