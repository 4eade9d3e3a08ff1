"""What the pipeline's tests share: a state that is closed after each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from transcritor_gui.pipeline.state import worker_state


@pytest.fixture(autouse=True)
def closed_documents() -> Iterator[None]:
    """No document stays open from one test to the next."""
    yield
    worker_state().close()
