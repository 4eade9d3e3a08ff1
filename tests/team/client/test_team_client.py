"""The client against a real HTTP server whose answers the test gives."""

from __future__ import annotations

import ipaddress
import ssl
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from python_multipart.multipart import MultipartParser

from tests.team.client.small_server import Asked, SmallServer, failure, status
from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError
from transcritor_gui.jobs.interrupt import Interrupt
from transcritor_gui.jobs.remote.backend import (
    BackendUnavailable,
    RemoteCorrections,
    RemoteOrder,
    RemoteProgress,
    RemoteState,
    UnavailableReason,
)
from transcritor_gui.model import (
    Box,
    Conferral,
    Correction,
    CorrectionKind,
    OcrMode,
    TranscriptionOptions,
)
from transcritor_gui.team.client.team_client import TeamClient

BOUND_S = 30.0


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / 'petição "final".pdf'
    path.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 4096)
    return path


def _order(path: Path, **values: object) -> RemoteOrder:
    options = TranscriptionOptions(languages="por", ocr_mode=OcrMode.ALWAYS, pages="1-2")
    return RemoteOrder(str(path), path.name, options, **{"password": None, **values})  # type: ignore[arg-type]


def _submit(address: str, path: Path, interrupt: Interrupt | None = None, token: str = "geheim") -> str:
    return TeamClient(address, token).submit(
        _order(path, password="ção"),
        on_sent=lambda _sent: None,
        interrupt=Interrupt() if interrupt is None else interrupt,
    )


def _told(reason: str) -> ErrorInfo:
    return ErrorInfo(ErrorCode.TEAM_REFUSED, (("reason", reason),))


def _failing(call: Callable[[], object]) -> TranscritorError:
    with pytest.raises(TranscritorError) as caught:
        call()
    return caught.value


def _parts(body: bytes) -> dict[str, bytes]:
    """The parts of a form by name."""
    found: dict[str, bytes] = {}
    head = bytearray()
    data = bytearray()

    def end() -> None:
        name = bytes(head).split(b'name="', 1)[1].split(b'"', 1)[0].decode()
        found[name] = bytes(data)
        head.clear()
        data.clear()

    parser = MultipartParser(
        body[2 : body.index(b"\r\n")],
        {
            "on_header_value": lambda piece, start, stop: head.extend(piece[start:stop]),
            "on_part_data": lambda piece, start, stop: data.extend(piece[start:stop]),
            "on_part_end": end,
        },
    )
    parser.write(body)
    parser.finalize()
    return found


def test_a_document_is_sent_with_its_options_and_the_token(pdf: Path) -> None:
    sent: list[float] = []
    with SmallServer(lambda asked: asked.answer(202, {"task_id": "t1", "message": "ok"})) as server:
        client = TeamClient(server.address, "geheim")
        order = _order(pdf, password="ção", key="one-and-the-same")
        task_id = client.submit(order, on_sent=sent.append, interrupt=Interrupt())
    assert task_id == "t1"
    (asked,) = server.asked
    assert asked.handler.headers["Idempotency-Key"] == "one-and-the-same"
    assert (asked.method, asked.path, asked.token) == ("POST", "/process-pdf/", "geheim")
    assert _parts(asked.body) == {
        "languages": b"por",
        "ocr": b"always",
        "pages": b"1-2",
        "password": "ção".encode(),
        "file": pdf.read_bytes(),
    }
    assert 'filename="petição %22final%22.pdf"'.encode() in asked.body
    assert sent[-1] == 1.0
    assert sent == sorted(sent)


def test_neither_token_nor_password_is_shown_by_what_holds_them(pdf: Path) -> None:
    assert "geheim" not in repr(TeamClient("http://arquivo", "geheim"))
    assert "geheim" not in repr(_order(pdf, password="geheim"))


def test_a_server_below_a_path_is_asked_there(pdf: Path) -> None:
    with SmallServer(lambda asked: asked.answer(202, {"task_id": "t1"})) as server:
        _submit(f"{server.address}/ocr/team", pdf)
    assert server.asked[0].path == "/ocr/team/process-pdf/"


@pytest.mark.parametrize(
    ("code", "body", "expected"),
    [
        (401, failure("token_refused"), ErrorInfo(ErrorCode.TOKEN_REFUSED)),
        (401, b"<html>", ErrorInfo(ErrorCode.TOKEN_REFUSED)),
        (404, b"<html>", ErrorInfo(ErrorCode.TEAM_UNKNOWN_SERVER)),
        (302, b"", ErrorInfo(ErrorCode.TEAM_UNKNOWN_SERVER)),
        (200, b"<html>", ErrorInfo(ErrorCode.TEAM_UNKNOWN_SERVER)),
        (
            413,
            failure("upload_too_large", limit="500"),
            ErrorInfo(ErrorCode.UPLOAD_TOO_LARGE, (("limit", "500"),)),
        ),
        (
            422,
            failure("language_missing", "No xyz."),
            ErrorInfo(ErrorCode.TEAM_REFUSED, (("reason", "No xyz."),)),
        ),
        (500, failure("disk_full", "Full."), ErrorInfo(ErrorCode.TEAM_REFUSED, (("reason", "Full."),))),
        (400, failure("of_the_future", "New."), ErrorInfo(ErrorCode.TEAM_REFUSED, (("reason", "New."),))),
    ],
)
def test_a_refusal_is_told_as_what_it_is(pdf: Path, code: int, body: object, expected: ErrorInfo) -> None:
    with SmallServer(lambda asked: asked.answer(code, body)) as server:
        assert _failing(lambda: _submit(server.address, pdf)).info == expected


@pytest.mark.parametrize("code", [429, 502, 503, 504, 507])
def test_what_passes_by_itself_is_to_be_waited_for(pdf: Path, code: int) -> None:
    with SmallServer(lambda asked: asked.answer(code, b"later", Retry_After="7")) as server:
        error = _failing(lambda: _submit(server.address, pdf))
    assert isinstance(error, BackendUnavailable)
    assert (error.reason, error.wait_s) == (UnavailableReason.BUSY, 7.0)


def test_a_server_that_refuses_early_is_heard_without_sending_all(tmp_path: Path) -> None:
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(400_000_000)
    with SmallServer(
        lambda asked: asked.answer(413, failure("upload_too_large", limit="100")), reads_bodies=False
    ) as server:
        error = _failing(lambda: _submit(server.address, large))
    assert error.info.code is ErrorCode.UPLOAD_TOO_LARGE


def test_nobody_at_the_address_is_an_absence(pdf: Path) -> None:
    with SmallServer(lambda asked: asked.answer(200)) as server:
        address = server.address
    error = _failing(lambda: _submit(address, pdf))
    assert isinstance(error, BackendUnavailable)
    assert error.reason is UnavailableReason.NO_ANSWER


def test_a_name_that_nobody_knows_is_told_so(pdf: Path) -> None:
    error = _failing(lambda: _submit("http://nowhere.invalid", pdf))
    assert isinstance(error, BackendUnavailable)
    assert error.reason is UnavailableReason.NAME_UNKNOWN


def test_a_line_that_breaks_is_an_absence(pdf: Path) -> None:
    def hang_up(asked: Asked) -> None:
        asked.handler.wfile.write(b"HTTP/1.1 202 Accepted\r\nContent-Length: 100\r\n\r\n{")
        asked.handler.close_connection = True

    with SmallServer(hang_up) as server:
        assert isinstance(_failing(lambda: _submit(server.address, pdf)), BackendUnavailable)


def test_a_file_that_is_gone_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    with SmallServer(lambda asked: asked.answer(202, {"task_id": "t1"})) as server:
        error = _failing(lambda: _submit(server.address, tmp_path / "gone.pdf"))
    assert error.info.code is ErrorCode.FILE_MISSING
    assert server.asked == []


def _watched(server: SmallServer, interrupt: Interrupt | None = None) -> list[RemoteProgress]:
    client = TeamClient(server.address, "geheim")
    return list(client.watch("t1", interrupt=Interrupt() if interrupt is None else interrupt))


def test_progress_comes_as_events(pdf: Path) -> None:
    def tell(asked: Asked) -> None:
        assert asked.path == "/process-pdf/events/t1"
        send = asked.stream()
        asked.handler.wfile.write(b": still there\n\n")
        for state, done in (("PENDING", 0), ("STARTED", 0), ("PROGRESS", 2), ("PROGRESS", 2), ("SUCCESS", 3)):
            send(status(state, done))

    with SmallServer(tell) as server:
        found = _watched(server)
    assert found == [
        RemoteProgress(RemoteState.WAITING, 0),
        RemoteProgress(RemoteState.READING, 0),
        RemoteProgress(RemoteState.READING, 2),
        RemoteProgress(RemoteState.DONE, 3),
    ]
    assert len(server.asked) == 1


def test_where_there_are_no_events_the_state_is_asked_for() -> None:
    states = iter([status("PENDING"), status("PROGRESS", 1), status("SUCCESS", 3)])

    def answer(asked: Asked) -> None:
        if "/events/" in asked.path:
            asked.answer(404, failure("request_invalid"))
        else:
            asked.answer(200, next(states))

    with SmallServer(answer) as server:
        found = _watched(server)
    assert [progress.state for progress in found] == [
        RemoteState.WAITING,
        RemoteState.READING,
        RemoteState.DONE,
    ]


def test_a_failure_comes_with_the_server_s_reason() -> None:
    error = failure("password_wrong", "Wrong.")
    with SmallServer(lambda asked: asked.stream()(status("FAILURE", 0, error))) as server:
        (progress,) = _watched(server)
    assert progress == RemoteProgress(RemoteState.FAILED, 0, ErrorInfo(ErrorCode.PASSWORD_WRONG))


@pytest.mark.parametrize(
    ("code", "body"), [(401, failure("token_refused")), (404, failure("task_unknown", id="t1"))]
)
def test_watching_what_is_not_ours_or_not_there_is_told(code: int, body: object) -> None:
    with SmallServer(lambda asked: asked.answer(code, body)) as server:
        error = _failing(lambda: _watched(server))
    assert str(error.info.code) == body["code"]  # type: ignore[index]


def test_a_server_that_goes_while_it_is_watched_is_away() -> None:
    def tell(asked: Asked) -> None:
        if "/events/" not in asked.path:
            asked.answer(503, b"")
            return
        asked.stream()(status("PROGRESS", 1))

    with SmallServer(tell) as server:
        assert isinstance(_failing(lambda: _watched(server)), BackendUnavailable)


@pytest.mark.parametrize("what", ["watch", "submit", "fetch"])
def test_a_wait_is_called_off_at_once(pdf: Path, tmp_path: Path, what: str) -> None:
    server: SmallServer
    is_held = threading.Event()

    def hold(asked: Asked) -> None:
        if "/events/" in asked.path:
            asked.stream()(status("PENDING"))
        is_held.set()
        server.closing.wait(BOUND_S)

    interrupt = Interrupt()
    errors: list[TranscritorError] = []

    def work() -> None:
        client = TeamClient(server.address, "")
        try:
            if what == "watch":
                list(client.watch("t1", interrupt=interrupt))
            elif what == "submit":
                client.submit(_order(pdf), on_sent=lambda _sent: None, interrupt=interrupt)
            else:
                client.fetch("t1", tmp_path / "x.json", interrupt=interrupt)
        except TranscritorError as error:
            errors.append(error)

    with SmallServer(hold) as server:
        thread = threading.Thread(target=work)
        thread.start()
        assert is_held.wait(BOUND_S)
        interrupt.set()
        thread.join(BOUND_S)
        assert not thread.is_alive()
    assert [type(error) for error in errors] == [BackendUnavailable]


def test_a_transcript_is_fetched_into_a_file(tmp_path: Path) -> None:
    data = b"{}" * 400_000
    target = tmp_path / "x.json"
    with SmallServer(lambda asked: asked.answer(200, data)) as server:
        TeamClient(server.address, "").fetch("t 1", target, interrupt=Interrupt())
    assert target.read_bytes() == data
    assert server.asked[0].path == "/process-pdf/result/t%201?format=json"


def test_corrections_are_fetched() -> None:
    form = {
        "revision": 3,
        "corrections": [
            {"page_number": 2, "kind": "text", "box": [1, 2, 3, 4], "read": "a", "corrected": "b", "new": 1}
        ],
        "conferred": [{"page_number": 1, "made_at": "2026-11-30T00:00:00Z", "made_by": "Ana"}],
    }
    with SmallServer(lambda asked: asked.answer(200, form)) as server:
        found = TeamClient(server.address, "").corrections("t1", interrupt=Interrupt())
    assert found == RemoteCorrections(
        (Correction(1, CorrectionKind.TEXT, Box(1, 2, 3, 4), "a", "b"),),
        ((0, Conferral(datetime(2026, 11, 30, tzinfo=UTC), "Ana")),),
    )
    assert server.asked[0].path == "/process-pdf/corrections/t1"


def test_a_server_of_an_earlier_version_knows_of_no_corrections() -> None:
    answer = {"code": "request_invalid", "message": "?", "facts": {"reason": "Not Found"}}
    with SmallServer(lambda asked: asked.answer(404, answer)) as server:
        assert TeamClient(server.address, "").corrections("t1", interrupt=Interrupt()) is None


def test_half_a_transcript_is_none(tmp_path: Path) -> None:
    def half(asked: Asked) -> None:
        asked.handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}")

    with SmallServer(half) as server:
        client = TeamClient(server.address, "")
        error = _failing(lambda: client.fetch("t1", tmp_path / "x.json", interrupt=Interrupt()))
    assert isinstance(error, BackendUnavailable)


def test_a_task_is_deleted() -> None:
    with SmallServer(lambda asked: asked.answer(200, {"task_id": "t1", "status": "REVOKED"})) as server:
        TeamClient(server.address, "geheim").delete("t1", interrupt=Interrupt())
    (asked,) = server.asked
    assert (asked.method, asked.path, asked.token) == ("DELETE", "/process-pdf/t1", "geheim")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that vouches for itself, with its key, in one file."""
    here = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([here]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


def _tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_certificate_that_this_computer_does_not_trust_is_told(pdf: Path, certificate: Path) -> None:
    with SmallServer(lambda asked: asked.answer(202, {"task_id": "t1"}), tls=_tls(certificate)) as server:
        error = _failing(lambda: _submit(server.address, pdf))
    assert isinstance(error, BackendUnavailable)
    assert error.reason is UnavailableReason.NOT_TRUSTED


def test_a_trusted_server_is_spoken_to_in_secret(
    pdf: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with SmallServer(lambda asked: asked.answer(202, {"task_id": "t1"}), tls=_tls(certificate)) as server:
        assert _submit(server.address, pdf) == "t1"
    assert _parts(server.asked[0].body)["file"] == pdf.read_bytes()
