"""The systems that read the same pages with the same models: ours, plain Tesseract, OCRmyPDF in two ways.

`read_page` runs in a worker process. A system that is not on this machine is left out with its reason.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pypdfium2

from benchmarks import ocrmypdf_environment
from benchmarks.pages import BenchPage
from benchmarks.places import REPOSITORY, tessdata_dir
from benchmarks.readings import Reading, ReadWord

__all__ = [
    "OCRMYPDF",
    "OCRMYPDF_CLEAN",
    "OURS",
    "PLAIN",
    "SYSTEMS",
    "System",
    "read_page",
    "recognise_plainly",
]

LANGUAGES = "por+eng"
PLAIN_DPI = 300
OCRMYPDF_TIMEOUT_S = 300

OURS, OURS_AUTO = "ours", "ours-auto"
PLAIN, OCRMYPDF, OCRMYPDF_CLEAN = "tesseract", "ocrmypdf", "ocrmypdf-clean"

_PRIOR_TEXT = 6
"""OCRmyPDF's exit code for a page that already has text: it refuses the file."""


@dataclass(frozen=True, slots=True)
class System:
    name: str
    label: str
    key: Callable[[], str]
    """All that changes what it reads: versions, settings, and for ours the sources."""
    missing: Callable[[], str]
    """Why it cannot run here; '' when it can."""
    read: Callable[[Path, int], Reading]


def read_page(system_name: str, page: BenchPage) -> Reading:
    """What one system reads on one page; a failure of the system is a reading with its reason."""
    return SYSTEMS[system_name].read(page.pdf, page.page_index)


def recognise_plainly(pdf: Path, page_index: int) -> str:
    """The page drawn at 300 dpi and given to Tesseract as it is, in page segmentation mode 3."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[page_index].render(scale=PLAIN_DPI / 72, grayscale=True).to_pil()
    engine = _plain_engine()
    engine.SetImage(picture)
    engine.SetSourceResolution(PLAIN_DPI)
    return str(engine.GetUTF8Text())


@cache
def _plain_engine():  # type: ignore[no-untyped-def]
    import tesserocr

    return tesserocr.PyTessBaseAPI(path=str(tessdata_dir()), lang=LANGUAGES, psm=tesserocr.PSM.AUTO)


def _read_plainly(pdf: Path, page_index: int) -> Reading:
    _plain_engine()
    started = time.perf_counter()
    text = recognise_plainly(pdf, page_index)
    return Reading(text, time.perf_counter() - started)


def _read_ours(pdf: Path, page_index: int) -> Reading:
    return _transcribe(pdf, page_index, languages=LANGUAGES)


def _read_ours_by_itself(pdf: Path, page_index: int) -> Reading:
    from transcritor_gui.model import AUTO_LANGUAGES

    return _transcribe(pdf, page_index, languages=AUTO_LANGUAGES)


def _transcribe(pdf: Path, page_index: int, *, languages: str) -> Reading:
    from transcritor_gui.errors import TranscritorError
    from transcritor_gui.model import TranscriptionOptions
    from transcritor_gui.model.page import WordSource
    from transcritor_gui.pipeline import PageTask, bundled_packs, transcribe_page

    task = PageTask(str(pdf), page_index, TranscriptionOptions(languages=languages), None, bundled_packs())
    started = time.perf_counter()
    try:
        result = transcribe_page(task)
    except TranscritorError as error:
        return Reading("", time.perf_counter() - started, failure=str(error.info.code))
    return Reading(
        text=result.text,
        seconds=time.perf_counter() - started,
        words=tuple(
            ReadWord(word.text, word.confidence, word.doubtful, word.source is not WordSource.TEXT_LAYER)
            for word in result.words()
        ),
        rotation=result.rotation,
        skew_degrees=result.skew_degrees,
        source=str(result.source),
        language=result.language,
        warnings=tuple(f"{warning.code}:{warning.detail}" for warning in result.warnings),
        failure=str(result.error.code) if result.error is not None else "",
    )


def _read_with_ocrmypdf(*arguments: str) -> Callable[[Path, int], Reading]:
    def read(pdf: Path, page_index: int) -> Reading:
        program = ocrmypdf_environment.program()
        if program is None:
            raise RuntimeError("OCRmyPDF is not installed")
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            sidecar = Path(folder) / "text.txt"
            command = [
                str(program), "--quiet", "--language", LANGUAGES, "--jobs", "1", "--output-type", "pdf",
                "--sidecar", str(sidecar), *arguments, str(pdf), str(Path(folder) / "out.pdf"),
            ]  # fmt: skip
            started = time.perf_counter()
            try:
                done = subprocess.run(
                    command,
                    capture_output=True,
                    text=True,
                    check=False,
                    timeout=OCRMYPDF_TIMEOUT_S,
                    env=ocrmypdf_environment.variables(),
                )
            except subprocess.TimeoutExpired:
                return Reading("", OCRMYPDF_TIMEOUT_S, failure="took too long")
            seconds = time.perf_counter() - started
            if done.returncode == _PRIOR_TEXT:
                # Its user is left with the text that was there.
                return Reading(_text_layer(pdf, page_index), seconds, failure="refused: the page has text")
            if done.returncode != 0:
                reason = done.stderr.strip().splitlines()[-1:] or ["no message"]
                return Reading("", seconds, failure=f"exit code {done.returncode}: {reason[0][:120]}")
            return Reading(sidecar.read_text(encoding="utf-8").replace("\f", "\n"), seconds)

    return read


def _text_layer(pdf: Path, page_index: int) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[page_index].get_textpage().get_text_range())


def _our_auto_key() -> str:
    return f"auto {_our_key()}"


@cache
def _our_key() -> str:
    """The sources of the pipeline and of the values it makes, its data, and the libraries that do the
    reading.
    """
    folders = [REPOSITORY / "transcritor_gui" / name for name in ("pipeline", "model")]
    folders += [
        folder for folder in (REPOSITORY / "resources").iterdir() if folder.name not in {"icons", "sample"}
    ]
    digest = hashlib.sha256()
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
            digest.update(file.read_bytes() if file.stat().st_size < 2_000_000 else file.name.encode())
    libraries = ("tesserocr", "pypdfium2", "opencv-python-headless", "numpy", *_optional_libraries())
    return f"{OURS} {digest.hexdigest()[:16]} " + " ".join(f"{name}={version(name)}" for name in libraries)


def _optional_libraries() -> list[str]:
    from importlib.util import find_spec

    return [name for name in ("rapidocr", "onnxruntime") if find_spec(name) is not None]


def _plain_key() -> str:
    return f"{PLAIN} {PLAIN_DPI} tesserocr={version('tesserocr')} pypdfium2={version('pypdfium2')}"


def _ocrmypdf_key(name: str) -> Callable[[], str]:
    return lambda: f"{name} {' '.join(ocrmypdf_environment.versions())}"


def _ours_missing() -> str:
    try:
        from transcritor_gui.pipeline import PageTask, transcribe_page  # noqa: F401
    except ImportError as error:
        return f"the pipeline cannot be imported: {error}"
    return ""


def _ocrmypdf_clean_missing() -> str:
    return ocrmypdf_environment.missing() or ocrmypdf_environment.unpaper_missing()


SYSTEMS: dict[str, System] = {
    system.name: system
    for system in (
        System(OURS, "Transcritor", _our_key, _ours_missing, _read_ours),
        System(
            OURS_AUTO, "Transcritor, languages by itself", _our_auto_key, _ours_missing, _read_ours_by_itself
        ),
        System(PLAIN, "Tesseract", _plain_key, lambda: "", _read_plainly),
        System(
            OCRMYPDF, "OCRmyPDF", _ocrmypdf_key(OCRMYPDF), ocrmypdf_environment.missing, _read_with_ocrmypdf()
        ),
        System(
            OCRMYPDF_CLEAN,
            "OCRmyPDF --deskew --clean",
            _ocrmypdf_key(OCRMYPDF_CLEAN),
            _ocrmypdf_clean_missing,
            _read_with_ocrmypdf("--deskew", "--clean"),
        ),
    )
}
