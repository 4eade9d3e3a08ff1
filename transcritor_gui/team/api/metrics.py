"""What Prometheus is told: counted here as requests are answered, or looked up when it asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

__all__ = ["Metrics", "Moment"]

_BUCKETS_S = (0.005, 0.02, 0.1, 0.5, 2, 10, 60)


@dataclass(frozen=True, slots=True)
class Moment:
    """What is looked up when Prometheus asks."""

    open_tasks: int
    is_queue_up: bool
    queue_length: int = 0
    oldest_wait_s: float = 0.0
    workers: int = 0
    slots: int = 0
    pages_read: Mapping[str, int] = field(default_factory=dict)
    """By all workers, by what became of them."""


class _PagesRead(Collector):
    """Counted by the workers, in Redis: this server only passes it on."""

    def __init__(self) -> None:
        self.now: Mapping[str, int] = {}

    def collect(self) -> Iterator[Metric]:
        pages = CounterMetricFamily("transcritor_pages", "Pages read by all workers", labels=["status"])
        for status in ("done", "failed"):
            pages.add_metric([status], self.now.get(status, 0))
        yield pages


class Metrics:
    """Names begin with `transcritor_`; docs/team-server.md lists them. No label holds a client's text."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Histogram(
            "transcritor_request_seconds",
            "Time to answer a request",
            ("method", "route", "status"),
            buckets=_BUCKETS_S,
            registry=self._registry,
        )
        self._uploads = Counter("transcritor_uploads", "Documents accepted", registry=self._registry)
        self._upload_bytes = Counter(
            "transcritor_upload_bytes", "Bytes of the documents accepted", registry=self._registry
        )
        self._open_tasks = Gauge(
            "transcritor_open_tasks", "Tasks that have not ended", registry=self._registry
        )
        self._is_queue_up = Gauge("transcritor_queue_up", "Whether Redis answers", registry=self._registry)
        self._queue_length = Gauge(
            "transcritor_queue_length", "Messages that no worker has taken", registry=self._registry
        )
        self._oldest_wait = Gauge(
            "transcritor_queue_oldest_seconds",
            "For how long the work has waited that has waited longest",
            registry=self._registry,
        )
        self._pages = _PagesRead()
        self._registry.register(self._pages)
        self._workers = Gauge("transcritor_workers", "Workers that are there", registry=self._registry)
        self._slots = Gauge(
            "transcritor_worker_slots", "Pages read at the same time at most", registry=self._registry
        )

    def request_answered(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).observe(seconds)

    def upload_accepted(self, size_bytes: int) -> None:
        self._uploads.inc()
        self._upload_bytes.inc(size_bytes)

    def look(self, now: Moment) -> None:
        """What is to be told of this moment."""
        self._open_tasks.set(now.open_tasks)
        self._is_queue_up.set(now.is_queue_up)
        self._queue_length.set(now.queue_length)
        self._oldest_wait.set(now.oldest_wait_s)
        self._workers.set(now.workers)
        self._slots.set(now.slots)
        self._pages.now = now.pages_read

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self._registry)
