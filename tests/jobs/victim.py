"""A program that transcribes a document until it is killed: `python -m tests.jobs.victim FOLDER FILE...`."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from tests.jobs.office import Office
from transcritor_gui.model import TranscriptionOptions


def main() -> None:
    folder, path, *behind = map(Path, sys.argv[1:])
    office = Office(folder)
    office.service.start()
    (job_id,) = office.service.add([path], options=TranscriptionOptions()).added
    office.wait_for_pages(job_id, 10)
    office.service.add(behind, options=TranscriptionOptions())
    draft = folder / "ten_pages.new"
    draft.write_text("0")
    draft.replace(folder / "ten_pages")
    threading.Event().wait()


if __name__ == "__main__":
    main()
