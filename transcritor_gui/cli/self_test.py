"""The last of `doctor`'s checks: a small picture of words goes the whole way, as a scanned page would.

It is drawn here, put into a PDF, and read by the real pipeline in a real worker process.
"""

from __future__ import annotations

import time
from concurrent.futures import CancelledError
from pathlib import Path

from transcritor_gui.cli.checks import Finding, failed
from transcritor_gui.errors import TranscritorError
from transcritor_gui.i18n import tr
from transcritor_gui.model import OcrMode, TranscriptionOptions
from transcritor_gui.settings import Settings
from transcritor_gui.temporary import temporary_folder

__all__ = ["check_recognition", "draw_sample"]

SAMPLE_WORDS = ("Transcritor", "2024")
_DPI = 300
_TIMEOUT_S = 60


def check_recognition(settings: Settings) -> Finding:
    """Whether words of a picture are read, and how long it took with the start of the process."""
    from transcritor_gui.pipeline import PageTask, chosen_packs, transcribe_page
    from transcritor_gui.workers import WorkerPool

    title = tr("Self-test")
    options = TranscriptionOptions(settings.languages, OcrMode.ALWAYS, engine=settings.engine)
    pool = WorkerPool(workers=1, memory_limit_mb=settings.page_memory_mb)
    started = time.monotonic()
    try:
        with temporary_folder() as temporary:
            sample = temporary / "sample.pdf"
            draw_sample(sample)
            pool.start()
            task = PageTask(str(sample), 0, options, None, chosen_packs(settings.tessdata_dir))
            page = pool.submit(transcribe_page, task, timeout_s=_TIMEOUT_S).result()
    except TranscritorError as error:
        return failed("self_test", title, error)
    except (CancelledError, OSError) as error:
        return Finding("self_test", title, is_good=False, detail=str(error), advice=_advice())
    finally:
        pool.stop()
    seconds = f"{time.monotonic() - started:.1f}"
    if all(word in page.text for word in SAMPLE_WORDS):
        detail = tr("a made page was read rightly in {seconds} s", seconds=seconds)
        return Finding("self_test", title, is_good=True, detail=detail)
    detail = tr("a made page was read wrongly: “{text}”", text=page.text.replace("\n", " "))
    return Finding("self_test", title, is_good=False, detail=detail, advice=_advice())


def draw_sample(target: Path) -> None:
    """Write a PDF of one page at `target` whose words are only a picture."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (1200, 400), 255)
    font = ImageFont.load_default(64)  # Pillow's own, so that no font of the system is needed
    ImageDraw.Draw(picture).text((120, 150), " ".join(SAMPLE_WORDS), fill=0, font=font)
    picture.save(target, "PDF", resolution=_DPI)


def _advice() -> str:
    return tr("Install Transcritor again. If it happens every time, please report it.")
