"""Pictures from the clipboard lie beside the history as long as their jobs do."""

from __future__ import annotations

import os
from pathlib import Path

from tests.jobs.office import Office
from tests.pictures.made_pictures import page, saved
from transcritor_gui.jobs.intake.captures import Captures, captures_folder
from transcritor_gui.store import Store

PNG = saved(page(), "PNG")


def kept_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("captures/*"))


def test_a_picture_is_a_document_with_a_speaking_name(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.service.start()
    added = office.service.add_picture(PNG, name="Captura de 2026-11-29, 19.40: tela")
    job = office.service.job(added.added[0])
    assert job.name == "Captura de 2026-11-29, 19.40_ tela.png"
    assert Path(job.path).read_bytes() == PNG
    office.service.stop(timeout_s=0)
    assert kept_files(tmp_path) == [job.name]


def test_it_is_gone_when_its_job_was_deleted_for_good(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.service.start()
    (first,) = office.service.add_picture(PNG, name="a").added
    (second,) = office.service.add_picture(PNG, name="a").added
    office.service.purge((first,))
    office.service.stop(timeout_s=0)
    assert kept_files(tmp_path) == ["a (2).png"]
    os.utime(next(tmp_path.rglob("a (2).png")), (0, 0))  # not new any more
    again = Office(tmp_path)
    again.service.start()
    again.service.remove((second,))
    again.service.stop(timeout_s=0)
    assert kept_files(tmp_path) == []


def test_one_that_another_program_is_about_to_add_stays(tmp_path: Path) -> None:
    store = Store(tmp_path / "history.db")
    folder = captures_folder(store)
    folder.mkdir()
    (folder / "new.png").write_bytes(PNG)
    (folder / "notes.txt").write_text("not ours")
    Captures(store).remove_unwanted()
    assert kept_files(tmp_path) == ["new.png", "notes.txt"]
    store.close()


def test_one_that_is_being_added_stays_and_one_that_was_not_goes(tmp_path: Path) -> None:
    store = Store(tmp_path / "history.db")
    captures = Captures(store)
    with captures.kept(PNG, name="a") as path:
        captures.remove_unwanted()
        assert path.exists()
    captures.remove_unwanted()
    assert not path.exists()
    store.close()
