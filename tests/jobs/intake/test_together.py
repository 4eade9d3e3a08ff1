"""Pictures that are one document together: their order, what is left out, and back again. Real pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.jobs.office import Office
from tests.pictures.made_pictures import page, saved
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs import built_in_pipeline
from transcritor_gui.jobs.intake.joining import is_joined
from transcritor_gui.jobs.intake.taking_in import IntakeOrder
from transcritor_gui.model import ExportWish, Job, OcrMode, TranscriptionOptions
from transcritor_gui.pictures import PictureFile

_ORDER = IntakeOrder(TranscriptionOptions(ocr_mode=OcrMode.NEVER))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "home", pipeline=built_in_pipeline())
    made.service.start()
    yield made
    made.service.stop(timeout_s=0)


@pytest.fixture(autouse=True)
def _home(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()


def _picture(folder: Path, name: str, *, width: int = 240) -> Path:
    path = folder / name
    path.write_bytes(saved(page(width), "PNG" if name.endswith("png") else "JPEG"))
    return path


def _only(office: Office) -> Job:
    (job,) = office.service.jobs()
    return job


def test_pictures_become_one_document_in_natural_order(office: Office, tmp_path: Path) -> None:
    widths = {"IMG 10.jpg": 310, "IMG 9.png": 309, "img 1.jpg": 301}
    paths = [_picture(tmp_path, name, width=width) for name, width in widths.items()]
    outcome = office.service.together.add(paths, _ORDER)
    (job,) = office.wait_until_finished(*outcome.added)
    assert (job.name, job.page_count) == ("img 1 – IMG 10.pdf", 3)
    assert is_joined(job.path)
    assert [path.name for path in office.service.together.pictures(job.id)] == [
        "img 1.jpg",
        "IMG 9.png",
        "IMG 10.jpg",
    ]
    with pikepdf.open(job.path) as whole:
        shown = [int(_image(each).Width) for each in whole.pages]
    assert shown == [301, 309, 310]


def test_a_picture_is_held_as_it_is(office: Office, tmp_path: Path) -> None:
    paths = [_picture(tmp_path, f"{number}.jpg", width=240 + number) for number in range(2)]
    office.service.together.add(paths, _ORDER)
    with pikepdf.open(_only(office).path) as whole:
        held = [_image(each).read_raw_bytes() for each in whole.pages]
    assert held == [path.read_bytes() for path in paths]
    with pikepdf.open(_only(office).path) as whole, _wrapped(paths[0]) as alone:
        assert whole.pages[0].mediabox == alone.pages[0].mediabox


def _image(page_: pikepdf.Page) -> pikepdf.Object:
    return next(iter(dict(page_.resources.XObject.items()).values()))


def _wrapped(path: Path) -> pikepdf.Pdf:
    from io import BytesIO

    return pikepdf.open(BytesIO(PictureFile(path).page(0).pdf))


def test_the_same_pictures_make_the_same_document(office: Office, tmp_path: Path) -> None:
    paths = [_picture(tmp_path, f"{number}.jpg") for number in range(2)]
    first = office.service.together.add(paths, _ORDER)
    again = office.service.together.add(paths, _ORDER)
    assert len(first.added) == 1
    assert again.added == ()
    assert again.refused[0].error.code is ErrorCode.ALREADY_QUEUED


def test_pdfs_stay_documents_of_their_own_and_bad_pictures_are_left_out(
    office: Office, tmp_path: Path
) -> None:
    paths = [_picture(tmp_path, f"{number}.jpg") for number in range(2)]
    bad = tmp_path / "5.png"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n nothing")
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "a.pdf")
    outcome = office.service.together.add([*paths, bad, tmp_path / "a.pdf"], _ORDER)
    assert sorted(job.name for job in office.service.jobs()) == ["0 – 1.pdf", "a.pdf"]
    assert [Path(each.path).name for each in outcome.refused] == ["5.png"]


def test_where_no_picture_can_be_read_the_reason_is_said(office: Office, tmp_path: Path) -> None:
    for name in ("1.png", "2.png"):
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n nothing")
    with pytest.raises(TranscritorError) as caught:
        office.service.together.add([tmp_path / "1.png", tmp_path / "2.png"], _ORDER)
    assert caught.value.info.code is ErrorCode.PICTURE_DAMAGED
    assert office.service.jobs() == ()


def test_one_picture_is_a_document_as_ever(office: Office, tmp_path: Path) -> None:
    office.service.together.add([_picture(tmp_path, "1.jpg")], _ORDER)
    assert _only(office).name == "1.jpg"


def test_jobs_are_joined_later_and_separated_again(office: Office, tmp_path: Path) -> None:
    paths = [_picture(tmp_path, f"{number}.jpg", width=240 + number) for number in range(3)]
    wish = ExportWish(format="md", folder=str(tmp_path))
    added = office.service.add(paths, options=_ORDER.options, export=wish).added
    (joined,) = office.service.together.join(added).added
    job = _only(office)
    assert (job.id, job.name, job.options) == (joined, "0 – 2.pdf", _ORDER.options)
    assert office.service.export_wish(joined) == wish
    separate = office.service.together.separate((joined,)).added
    assert sorted(job.name for job in office.service.jobs()) == ["0.jpg", "1.jpg", "2.jpg"]
    assert office.service.export_wish(separate[0]) == wish


def test_a_joined_document_is_written_beside_its_pictures(office: Office, tmp_path: Path) -> None:
    paths = [_picture(tmp_path, f"{number}.jpg") for number in range(2)]
    added = office.service.together.add(paths, _ORDER).added
    office.wait_until_finished(*added)
    (outcome,) = office.service.export(added, format="pdf")
    assert outcome.path == tmp_path / "0 – 1.pdf"


def test_its_file_goes_with_it(office: Office, tmp_path: Path) -> None:
    paths = [_picture(tmp_path, f"{number}.jpg") for number in range(2)]
    (job_id,) = office.service.together.add(paths, _ORDER).added
    path = Path(_only(office).path)
    office.service.purge((job_id,))
    office.service.together.files.remove_unwanted()
    assert not path.exists()
    assert all(each.exists() for each in paths)


def test_many_pages_of_one_picture_stay_together(office: Office, tmp_path: Path) -> None:
    pages = [Image.new("1", (100, 80 + number), 1) for number in range(3)]
    pages[0].save(tmp_path / "a.tiff", save_all=True, append_images=pages[1:])
    (job_id,) = office.service.together.add([_picture(tmp_path, "b.jpg"), tmp_path / "a.tiff"], _ORDER).added
    (job,) = office.wait_until_finished(job_id)
    assert job.page_count == 4
