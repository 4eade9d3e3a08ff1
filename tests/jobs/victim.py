"""A program that transcribes a document until it is killed: `python -m tests.jobs.victim FOLDER FILE`."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from tests.jobs.office import Office


def main() -> None:
    folder, path = map(Path, sys.argv[1:])
    office = Office(folder)
    office.service.start()
    (job_id,) = office.add(path)
    office.wait_for_pages(job_id, 10)
    draft = folder / "ten_pages.new"
    draft.write_text("0")
    draft.replace(folder / "ten_pages")
    threading.Event().wait()


if __name__ == "__main__":
    main()
