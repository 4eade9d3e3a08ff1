"""What the tests of the team server share. Without Redis, or without the extra `team`, they skip."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

pytest.importorskip("celery", reason="the extra `team` is not installed")
pytest.importorskip("fastapi", reason="the extra `team` is not installed")

from tests.team.office import TeamOffice
from tests.team.redis_server import RedisServer
from transcritor_gui.team.config import TeamConfig


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """One for all tests that start no processes of their own."""
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def open_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TeamOffice]:
    """A server with one worker of two processes, for tests that kill nothing."""
    office = TeamOffice(tmp_path_factory.mktemp("office"))
    try:
        office.open(concurrency=2)
        yield office
    finally:
        office.close()


@pytest.fixture(scope="module")
def server_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TeamOffice]:
    """A server without workers, for tests of one module."""
    office = TeamOffice(tmp_path_factory.mktemp("office"))
    try:
        office.redis.start()
        office.start_server()
        yield office
    finally:
        office.close()


@pytest.fixture
def config(redis_server: RedisServer, tmp_path_factory: pytest.TempPathFactory) -> TeamConfig:
    """An empty spool and an empty Redis."""
    redis_server.empty()
    folder = tmp_path_factory.mktemp("team")
    return TeamConfig(
        broker_url=redis_server.url(0),
        result_backend=redis_server.url(1),
        spool_url=str(folder / "spool"),
        tokens_file=folder / "tokens.json",
        lost_after_s=2,
    )
