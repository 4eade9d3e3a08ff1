"""A program that deletes a document and is killed: `python -m tests.jobs.deleting_victim FOLDER ACT WORD`."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from tests.jobs.office import Office


def main() -> None:
    folder, act, word = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    office = Office(folder)
    office.service._upkeep.wake = lambda: None  # type: ignore[method-assign]  # no time for it
    office.service.start()
    ids = office.add(office.document("a.pdf", f"says:{word}_{word}one", f"says:{word}two"))
    office.wait_until_finished(*ids)
    getattr(office.service, act)(ids)
    draft = folder / "done.new"
    draft.write_text("0")
    draft.replace(folder / "done")
    threading.Event().wait()


if __name__ == "__main__":
    main()
