"""A team server as an office has it: Redis, a server and workers as processes of their own, on free ports."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx2 as httpx
import psutil

from tests.team.redis_server import RedisServer, free_port
from tests.workers.waiting import BOUND_S, processes_gone, waited_for

__all__ = ["ENDED", "TeamOffice"]

ENDED = frozenset({"SUCCESS", "FAILURE", "REVOKED"})


class TeamOffice:
    """Everything it starts is gone after `close`."""

    def __init__(self, folder: Path, *, redis_loses_nothing: bool = True, **environ: str) -> None:
        self.folder = folder
        (folder / "redis").mkdir(parents=True)
        self.redis = RedisServer(folder / "redis", loses_nothing=redis_loses_nothing)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environ = {
            **os.environ,
            "TRANSCRITOR_HOME": str(folder / "home"),
            "CELERY_BROKER_URL": self.redis.url(0),
            "CELERY_RESULT_BACKEND": self.redis.url(1),
            "TRANSCRITOR_TEAM_LOST_AFTER_S": "3",
            "TRANSCRITOR_TEAM_UPLOADS_PER_MINUTE": "1000",
            "TRANSCRITOR_TEAM_CHUNK_PAGES": "2",
            "PYTHONWARNINGS": "ignore",
            **environ,
        }
        self.server: subprocess.Popen[bytes] | None = None
        self.others: list[subprocess.Popen[bytes]] = []
        """Servers beside the first."""
        self.workers: list[subprocess.Popen[bytes]] = []
        self._logs = 0
        self.client = httpx.Client(base_url=self.address, timeout=BOUND_S)

    def open(self, *, workers: int = 1, concurrency: int = 1) -> None:
        """Start all; returns when the server says that all workers are there."""
        self.redis.start()
        self.start_server()
        for _ in range(workers):
            self.start_worker(concurrency=concurrency)
        assert waited_for(lambda: self.health().get("slots") == workers * concurrency), self.logs()

    def start_server(self, *, host: str = "127.0.0.1") -> None:
        self.server = self._start("serve", "--host", host, "--port", str(self.port))
        assert waited_for(self._answers), self.logs()

    def start_other_server(self) -> int:
        """A second one, with the same Redis and the same spool; its port."""
        port = free_port()
        self.others.append(self._start("serve", "--port", str(port)))
        assert waited_for(lambda: _is_healthy(port)), self.logs()
        return port

    def start_worker(self, *, concurrency: int = 1) -> None:
        self.workers.append(self._start("worker", "--concurrency", str(concurrency)))

    def start_celery_worker(self, *, concurrency: int) -> None:
        """A worker as operators of Celery begin one."""
        command = ("transcritor_gui.team.celery_app", "worker", "-l", "INFO")
        self.start_program("celery", "-A", *command, "--concurrency", str(concurrency))

    def start_program(self, module: str, *arguments: str) -> None:
        """A worker that is begun in another way."""
        self.workers.append(self._run(module, "-m", module, *arguments))

    def kill_server(self) -> None:
        assert self.server is not None
        self.server.kill()
        self.server.wait(BOUND_S)
        self.server = None

    def kill_worker(self) -> list[psutil.Process]:
        """Kill the first worker alone, as `kill -9` does; the processes that it leaves behind."""
        worker = self.workers.pop(0)
        left = psutil.Process(worker.pid).children(recursive=True)
        worker.kill()
        worker.wait(BOUND_S)
        return left

    def kill_pool_process(self) -> None:
        """Kill one of the processes that Celery gives messages to, with nothing that belongs to it."""
        children = psutil.Process(self.workers[0].pid).children()
        next(child for child in children if child.children()).kill()

    def close(self) -> None:
        """End everything in good order, or kill what does not."""
        self.client.close()
        started = [*self.workers, *self.others, *([] if self.server is None else [self.server])]
        family = [child for each in started for child in _family(each.pid)]
        for process in started:
            process.send_signal(signal.SIGTERM)
        for process in started:
            try:
                process.wait(BOUND_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(BOUND_S)
        self.redis.kill()
        assert processes_gone(family), self.logs()

    def health(self) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = self.client.get("/health/").json()
        except httpx.TransportError:
            return {}
        return answer

    def upload(self, data: bytes, *, name: str = "a.pdf", **fields: str) -> str:
        """The id of the task."""
        answer = self.client.post("/process-pdf/", files={"file": (name, data)}, data=fields)
        assert answer.status_code == 202, answer.text
        task_id: str = answer.json()["task_id"]
        return task_id

    def status(self, task_id: str) -> dict[str, Any]:
        answer = self.client.get(f"/process-pdf/status/{task_id}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def wait_for_pages(self, task_id: str, count: int) -> None:
        assert waited_for(lambda: self.status(task_id)["progress"]["done"] >= count), self.logs()

    def wait_for_end(self, task_id: str, *, bound_s: float = BOUND_S) -> dict[str, Any]:
        assert waited_for(lambda: self.status(task_id)["status"] in ENDED, bound_s=bound_s), (
            f"{self.status(task_id)}\n{self.logs()}"
        )
        return self.status(task_id)

    def text(self, task_id: str) -> str:
        answer = self.client.get(f"/process-pdf/result/{task_id}")
        assert answer.status_code == 200, answer.text
        return answer.text

    def logs(self) -> str:
        return "\n".join(
            f"--- {path.name}\n{path.read_text(errors='replace')[-3000:]}"
            for path in sorted(self.folder.glob("*.log"))
        )

    def _answers(self) -> bool:
        return bool(self.health())

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        return self._run(arguments[0], "-m", "transcritor_gui", *arguments)

    def _run(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        self._logs += 1
        with (self.folder / f"{self._logs}-{name}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, *arguments],
                env=self.environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )


def _is_healthy(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health/", timeout=BOUND_S).status_code == 200
    except httpx.TransportError:
        return False


def _family(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []
