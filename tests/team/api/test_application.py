"""What the server answers to uploads, questions and deletions."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
import redis
from starlette.testclient import TestClient

from tests.team.serving import exporting, fake_pdf, messages, serving, upload, work_through, working
from transcritor_gui.export import exporters
from transcritor_gui.team.api.tokens import TokenFile
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.book import TaskBook
from transcritor_gui.team.storage.spool import Spool
from transcritor_gui.team.work.reading import DocumentWork


@pytest.fixture
def client(config: TeamConfig) -> Iterator[TestClient]:
    with serving(config) as (client, _server):
        yield client


@pytest.fixture
def work(config: TeamConfig) -> Iterator[DocumentWork]:
    with working(config) as work:
        yield work


def test_an_upload_is_answered_at_once_with_its_id(client: TestClient, config: TeamConfig) -> None:
    answer = client.post("/process-pdf/", files={"file": ("a.pdf", fake_pdf("ok"))})
    assert answer.status_code == 202
    assert answer.json().keys() == {"task_id", "message"}
    assert "a.pdf" in answer.json()["message"]
    assert "No worker is there" in answer.json()["message"]
    assert messages(config) == 1


def test_the_message_holds_the_id_and_not_the_file(client: TestClient, config: TeamConfig) -> None:
    task = upload(client, fake_pdf("ok", "segredo"))
    with redis.Redis.from_url(config.broker_url) as broker:
        message = json.loads(broker.lindex("celery", 0))
    assert message["headers"]["argsrepr"] == f"('{task}',)"
    assert message["content-type"] == "application/json"
    assert "segredo" not in json.dumps(message)


def test_a_task_goes_from_pending_to_success(client: TestClient, work: DocumentWork) -> None:
    task = upload(client, fake_pdf("ok", "ocr", "look"))
    before = client.get(f"/process-pdf/status/{task}").json()
    assert (before["status"], before["progress"], before["result"]) == (
        "PENDING", {"done": 0, "total": None}, None,
    )  # fmt: skip

    work_through(work, task)

    after = client.get(f"/process-pdf/status/{task}").json()
    assert (after["status"], after["progress"]) == ("SUCCESS", {"done": 3, "total": 3})
    assert after["error_info"] is None
    assert after["result"]["pages"] == 3
    assert after["result"]["pages_to_check"] == 1
    assert after["result"]["source"] == "mixed"
    assert set(after["result"]["links"]) == {exporter.format for exporter in exporters()}


def test_progress_is_told_in_between(client: TestClient, work: DocumentWork) -> None:
    task = upload(client, fake_pdf("ok", "ok", "ok"))
    work.prepare(task)
    work.read_chunk(task, 0)
    now = client.get(f"/process-pdf/status/{task}").json()
    assert (now["status"], now["progress"]) == ("PROGRESS", {"done": 1, "total": 3})


def test_progress_is_counted_again_when_redis_has_lost_it(
    client: TestClient, work: DocumentWork, config: TeamConfig
) -> None:
    task = upload(client, fake_pdf("ok", "ok", "ok"))
    work.prepare(task)
    work.read_chunk(task, 0)
    with redis.Redis.from_url(config.result_backend) as backend:
        backend.flushall()
    assert client.get(f"/process-pdf/status/{task}").json()["progress"] == {"done": 1, "total": 3}


def test_one_bad_page_does_not_fail_the_document(client: TestClient, work: DocumentWork) -> None:
    task = upload(client, fake_pdf("ok", "crash", "ok"))
    work_through(work, task)
    status = client.get(f"/process-pdf/status/{task}").json()
    assert status["status"] == "SUCCESS"
    assert status["result"]["pages_failed"] == 1
    with exporting(work):
        text = client.get(f"/process-pdf/result/{task}").text
    assert "página 1 ok" in text
    assert "página 3 ok" in text


@pytest.mark.parametrize(
    ("pages", "code"),
    [
        (("damaged",), "pdf_damaged"),
        (("password:x", "ok"), "password_needed"),
        (("noengine",), "engine_missing"),
    ],
)
def test_a_document_that_cannot_be_read_fails_with_its_reason(
    client: TestClient, work: DocumentWork, pages: tuple[str, ...], code: str
) -> None:
    task = upload(client, fake_pdf(*pages))
    work_through(work, task)
    status = client.get(f"/process-pdf/status/{task}").json()
    assert status["status"] == "FAILURE"
    assert status["error_info"]["code"] == code
    assert status["error_info"]["message"].endswith(".")
    assert "source.pdf" not in status["error_info"]["facts"].values()
    assert client.get(f"/process-pdf/result/{task}").status_code in (409, 422)


def test_a_password_opens_the_document_and_lies_nowhere_readable(
    client: TestClient, work: DocumentWork, config: TeamConfig
) -> None:
    task = upload(client, fake_pdf("password:abracadabra", "ok"), password="abracadabra")
    record = work.book.spool.read(f"tasks/{task}/task.json")
    with redis.Redis.from_url(config.result_backend) as backend:
        kept = b"".join(backend.hvals(f"transcritor:passwords:{task}"))
    work_through(work, task)
    assert client.get(f"/process-pdf/status/{task}").json()["status"] == "SUCCESS"
    assert b"abracadabra" not in (record or b"") + kept


@pytest.mark.parametrize("path", ["status", "result", "events"])
@pytest.mark.parametrize("task", ["01812c45-0fc4-4cf4-9813-d045a28f433e", "no-id-at-all"])
def test_an_unknown_id_is_not_found(client: TestClient, path: str, task: str) -> None:
    answer = client.get(f"/process-pdf/{path}/{task}")
    assert (answer.status_code, answer.json()["code"]) == (404, "task_unknown")
    assert answer.json()["facts"] == {"id": task}


def test_a_document_that_is_sent_again_with_its_key_is_taken_in_once(
    client: TestClient, config: TeamConfig
) -> None:
    file = {"file": ("a.pdf", fake_pdf("ok"))}
    key = {"Idempotency-Key": str(uuid4())}
    answers = [client.post("/process-pdf/", files=file, headers=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json()["task_id"] == answers[1].json()["task_id"]
    assert client.get("/process-pdf/").json()["total"] == 1
    assert messages(config) == 1
    other = client.post("/process-pdf/", files=file, headers={"Idempotency-Key": str(uuid4())})
    assert other.json()["task_id"] != answers[0].json()["task_id"]


def test_a_document_that_is_sent_again_with_its_key_after_it_was_deleted_is_read(
    client: TestClient, work: DocumentWork
) -> None:
    headers, files = {"Idempotency-Key": str(uuid4())}, {"file": ("a.pdf", fake_pdf("ok"))}

    def send() -> str:
        return str(client.post("/process-pdf/", files=files, headers=headers).json()["task_id"])

    first = send()
    client.delete(f"/process-pdf/{first}")
    second = send()
    work_through(work, second)
    client.delete(f"/process-pdf/{second}")
    third = send()
    assert send() == third
    work_through(work, third)
    assert client.get(f"/process-pdf/status/{third}").json()["status"] == "SUCCESS"
    assert len({first, second, third}) == 3


def test_a_document_whose_server_was_killed_before_it_was_listed_is_read_when_it_is_sent_again(
    client: TestClient, config: TeamConfig
) -> None:
    headers, files = {"Idempotency-Key": str(uuid4())}, {"file": ("a.pdf", fake_pdf("ok"))}
    task = client.post("/process-pdf/", files=files, headers=headers).json()["task_id"]
    book = TaskBook(Spool(config.spool_url))
    book.spool.delete_tree("open")
    book.spool.delete_tree("owners")
    assert client.post("/process-pdf/", files=files, headers=headers).json()["task_id"] == task
    assert [each.id for each in book.open_tasks()] == [task]
    assert client.get("/process-pdf/").json()["total"] == 1


def test_an_upload_that_is_broken_off_is_no_error_of_the_program(
    client: TestClient, config: TeamConfig, caplog: pytest.LogCaptureFixture
) -> None:
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "path": "/process-pdf/",
        "query_string": b"",
        "headers": [(b"host", b"localhost"), (b"content-type", b"multipart/form-data; boundary=x")],
    }
    begun = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7'
    messages: list[dict[str, object]] = [
        {"type": "http.request", "body": begun, "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> dict[str, object]:
        return messages.pop(0)

    async def send(_message: object) -> None:
        pass

    asyncio.run(client.app(scope, receive, send))  # type: ignore[arg-type]
    assert not Spool(config.spool_url).names("tasks")
    assert not [record for record in caplog.records if record.exc_info]


def test_events_follow_a_task_to_its_end(client: TestClient, work: DocumentWork) -> None:
    task = upload(client, fake_pdf("ok"))
    work_through(work, task)
    with client.stream("GET", f"/process-pdf/events/{task}") as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = [line for line in answer.iter_lines() if line.startswith("data:")]
    assert json.loads(lines[-1].removeprefix("data:"))["status"] == "SUCCESS"


def test_the_list_is_given_in_pages_the_newest_first(client: TestClient) -> None:
    tasks = [upload(client, fake_pdf("ok"), name=f"{number}.pdf") for number in range(3)]
    first = client.get("/process-pdf/", params={"per_page": 2}).json()
    second = client.get("/process-pdf/", params={"per_page": 2, "page": 2}).json()
    assert [each["task_id"] for each in first["tasks"] + second["tasks"]] == tasks[::-1]
    assert (first["total"], first["pages"]) == (3, 2)


def test_deleting_a_task_at_work_cancels_it_and_deletes_its_document(
    client: TestClient, work: DocumentWork, config: TeamConfig
) -> None:
    task = upload(client, fake_pdf("ok", "ok", "ok"))
    work.prepare(task)
    work.read_chunk(task, 0)

    assert client.delete(f"/process-pdf/{task}").json() == {"task_id": task, "status": "REVOKED"}

    work.read_chunk(task, 1)
    assert client.get(f"/process-pdf/status/{task}").json()["status"] == "REVOKED"
    assert client.get("/process-pdf/").json()["total"] == 0
    left = {name for name in work.book.spool.names(f"tasks/{task}") if not name.endswith(".trace")}
    assert left == {"ended.json", "task.json"}
    assert client.delete(f"/process-pdf/{task}").status_code == 200
    assert client.get(f"/process-pdf/status/{task}").status_code == 404


def test_deleting_a_task_that_has_ended_leaves_nothing(client: TestClient, work: DocumentWork) -> None:
    task = upload(client, fake_pdf("ok"))
    work_through(work, task)
    assert client.delete(f"/process-pdf/{task}").json()["status"] == "SUCCESS"
    assert client.get(f"/process-pdf/status/{task}").status_code == 404
    assert work.book.spool.names(f"tasks/{task}") == []


@pytest.mark.parametrize(
    ("files", "fields", "status", "code"),
    [
        ({"file": ("a.pdf", b"PK\x03\x04 not a pdf")}, {}, 415, "not_a_pdf"),
        ({"file": ("a.pdf", b"")}, {}, 422, "pdf_empty"),
        ({"other": ("a.pdf", b"%PDF-1.7")}, {}, 422, "request_invalid"),
        ({"file": ("a.pdf", b"%PDF-1.7")}, {"ocr": "perhaps"}, 422, "request_invalid"),
        ({"file": ("a.pdf", b"%PDF-1.7")}, {"languages": "../../etc/passwd"}, 422, "request_invalid"),
        ({"file": ("a.pdf", b"%PDF-1.7")}, {"pages": "seven"}, 422, "bad_page_range"),
        ({"file": ("a.pdf", b"%PDF-1.7")}, {"colour": "blue"}, 422, "request_invalid"),
        ({"file": ("a.pdf", b"%PDF-1.7" + bytes(1_100_000))}, {}, 413, "upload_too_large"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_and_leaves_nothing(
    config: TeamConfig, files: dict[str, tuple[str, bytes]], fields: dict[str, str], status: int, code: str
) -> None:
    with serving(replace(config, max_upload_mb=1)) as (client, server):
        answer = client.post("/process-pdf/", files=files, data=fields)
        left = server.book.spool.names("tasks")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert left == []
    assert messages(config) == 0


def test_too_many_uploads_are_told_when_to_come_back(config: TeamConfig) -> None:
    with serving(replace(config, uploads_per_minute=2)) as (client, _server):
        for _ in range(2):
            upload(client, fake_pdf("ok"))
        answer = client.post("/process-pdf/", files={"file": ("a.pdf", fake_pdf("ok"))})
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_uploads")
    assert int(answer.headers["retry-after"]) > 0


def test_too_many_open_tasks_are_refused_until_one_has_ended(config: TeamConfig, work: DocumentWork) -> None:
    with serving(replace(config, open_tasks=1)) as (client, _server):
        task = upload(client, fake_pdf("ok"))
        refused = client.post("/process-pdf/", files={"file": ("a.pdf", fake_pdf("ok"))})
        work_through(work, task)
        upload(client, fake_pdf("ok"))
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_tasks")


def test_too_many_pages_fail_the_task(config: TeamConfig) -> None:
    small = replace(config, max_pages=2)
    with serving(small) as (client, _server), working(small) as work:
        task = upload(client, fake_pdf("ok", "ok", "ok"))
        chosen = upload(client, fake_pdf("ok", "ok", "ok"), pages="2-3")
        work_through(work, task)
        work_through(work, chosen)
        assert client.get(f"/process-pdf/status/{task}").json()["error_info"]["code"] == "pdf_too_many_pages"
        assert client.get(f"/process-pdf/status/{chosen}").json()["status"] == "SUCCESS"


def test_a_file_name_is_a_label_and_never_a_path(client: TestClient, work: DocumentWork) -> None:
    task = upload(client, fake_pdf("ok"), name="..\\..\\/etc/pass\u202ewd.pdf")
    assert client.get(f"/process-pdf/status/{task}").json()["name"] == "passwd.pdf"


def test_each_token_sees_its_own_tasks_only(config: TeamConfig) -> None:
    tokens = TokenFile(config.tokens_file)
    ana = {"Authorization": f"Bearer {tokens.add('ana')}"}
    rui = {"Authorization": f"Bearer {tokens.add('rui')}"}
    with serving(config, is_open=False) as (client, _server):
        files = {"file": ("a.pdf", fake_pdf("ok"))}
        task = client.post("/process-pdf/", files=files, headers=ana).json()["task_id"]
        assert client.get(f"/process-pdf/status/{task}", headers=ana).status_code == 200
        assert client.get(f"/process-pdf/status/{task}", headers=rui).status_code == 404
        assert client.delete(f"/process-pdf/{task}", headers=rui).status_code == 404
        assert client.get("/process-pdf/", headers=rui).json()["total"] == 0
        assert client.get("/process-pdf/", headers=ana).json()["total"] == 1


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": "Bearer trc_wrong"}, {"Authorization": "Basic eDp5"}]
)
def test_without_a_known_token_nothing_is_told(config: TeamConfig, header: dict[str, str]) -> None:
    TokenFile(config.tokens_file).add("ana")
    with serving(config, is_open=False) as (client, _server):
        for path in ("/process-pdf/", f"/process-pdf/status/{uuid4()}", "/metrics"):
            answer = client.get(path, headers=header)
            assert (answer.status_code, answer.json()["code"]) == (401, "token_refused")
            assert answer.headers["www-authenticate"] == "Bearer"
        assert client.get("/health/", headers=header).status_code == 200


@pytest.mark.parametrize(
    "header",
    [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"X-Forwarded-For": "203.0.113.9"}],
)
def test_a_web_page_of_somebody_else_cannot_use_a_server_without_tokens(
    client: TestClient, header: dict[str, str]
) -> None:
    assert client.get("/process-pdf/", headers=header).status_code == 401


def test_health_says_who_answers(client: TestClient) -> None:
    health = client.get("/health/")
    assert health.status_code == 200
    found = health.json()
    assert (found["ok"], found["broker"]["ok"], found["store"]["ok"], found["workers"]["ok"]) == (
        False, True, True, False,
    )  # fmt: skip


def test_health_without_redis_is_503(config: TeamConfig) -> None:
    away = replace(config, broker_url="redis://127.0.0.1:1/0", result_backend="redis://127.0.0.1:1/1")
    with serving(away) as (client, _server):
        answer = client.get("/health/")
    assert (answer.status_code, answer.json()["broker"]["ok"]) == (503, False)


def test_metrics_count_without_any_word_of_a_client(client: TestClient) -> None:
    upload(client, fake_pdf("ok"), name="segredo.pdf")
    client.get("/segredo")
    text = client.get("/metrics").text
    assert "transcritor_uploads_total 1.0" in text
    assert "transcritor_open_tasks 1.0" in text
    assert "transcritor_queue_length 1.0" in text
    assert "segredo" not in text


def test_errors_are_told_in_the_language_of_the_request(client: TestClient) -> None:
    answer = client.get(
        f"/process-pdf/status/{uuid4()}", headers={"Accept-Language": "pt-BR,pt;q=0.9,en;q=0.5"}
    )
    english = client.get(f"/process-pdf/status/{uuid4()}", headers={"Accept-Language": "fr, en;q=0.5"})
    assert english.json()["message"].startswith("The team server has no task")
    assert answer.json()["code"] == "task_unknown"


def test_a_failure_of_the_program_itself_tells_no_traceback(client: TestClient, config: TeamConfig) -> None:
    task = upload(client, fake_pdf("ok"))
    (Path(config.spool_url) / "tasks" / task / "task.json").write_bytes(b"{")
    answer = client.get(f"/process-pdf/status/{task}")
    assert answer.status_code == 500
    assert answer.json()["code"] == "internal"
    assert "Traceback" not in answer.text


def test_nothing_is_fetched_from_elsewhere_by_the_pages(client: TestClient) -> None:
    for path in ("/", "/docs"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert "http://" not in answer.text.replace("http://www.w3.org/2000/svg", "")
        assert "https://" not in answer.text
