"""What the form of an upload may hold, and what the client puts into it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.other_options import OTHER_OPTIONS
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.jobs.remote.backend import RemoteOrder
from transcritor_gui.model import TranscriptionOptions, options_of
from transcritor_gui.team.api.upload_fields import form_description, read_fields
from transcritor_gui.team.api.uploads import UploadForm
from transcritor_gui.team.client.upload import UploadBody


@pytest.mark.parametrize("options", [TranscriptionOptions(), OTHER_OPTIONS], ids=["usual", "other"])
def test_every_option_that_the_client_sends_is_taken_in(
    tmp_path: Path, options: TranscriptionOptions
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    body = UploadBody(RemoteOrder(str(path), path.name, options, password="ção"))
    form = UploadForm(body.content_type.rpartition("=")[2].encode(), most_bytes=1000)
    form.feed(b"".join(body.blocks()))
    assert read_fields(form.finish().fields) == (options, "ção")


def test_a_field_that_is_not_sent_is_as_usual() -> None:
    assert read_fields({"pages": ""}) == (TranscriptionOptions(), None)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"ocr": "perhaps"}, ErrorCode.REQUEST_INVALID),
        ({"second_opinion": "perhaps"}, ErrorCode.REQUEST_INVALID),
        ({"engine": "xerox"}, ErrorCode.REQUEST_INVALID),
        ({"languages": "../../etc/passwd"}, ErrorCode.REQUEST_INVALID),
        ({"pages": "seven"}, ErrorCode.BAD_PAGE_RANGE),
        ({"colour": "blue"}, ErrorCode.REQUEST_INVALID),
        ({"password": "x" * 5000}, ErrorCode.REQUEST_INVALID),
    ],
)
def test_what_a_field_cannot_be_is_refused(fields: dict[str, str], code: ErrorCode) -> None:
    with pytest.raises(TranscritorError) as caught:
        read_fields(fields)
    assert caught.value.info.code is code
    assert caught.value.info.fact("reason") in ("", *fields)


def test_every_option_is_in_the_description_of_the_form() -> None:
    form = form_description()["requestBody"]["content"]["multipart/form-data"]["schema"]["properties"]
    assert set(form) == {"file", "password", *(each.form_name for each in options_of(TranscriptionOptions))}
