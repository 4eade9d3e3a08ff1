from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from transcritor_gui.workers import WorkerPool


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[WorkerPool]:
    pool = WorkerPool(workers=2, memory_limit_mb=1024, log_dir=tmp_path)
    pool.start()
    yield pool
    pool.stop()
