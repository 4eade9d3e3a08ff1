"""The Celery application, and putting work into its queue. A message holds an id and a number, no file.

Each message goes with a piece of work that waits for its turn (`storage.turns`): the message brings a worker,
the turn decides what it does.
"""

from __future__ import annotations

from datetime import timedelta

from celery import Celery
from celery.exceptions import CeleryError
from kombu.exceptions import KombuError, OperationalError
from redis import RedisError

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.storage.export_calls import ExportOrder
from transcritor_gui.team.storage.live import PREPARE, Live
from transcritor_gui.team.storage.records import Plan, TaskRecord
from transcritor_gui.team.storage.turns import Piece
from transcritor_gui.team.work.transport import transport_for

__all__ = ["EXPORT_TASK", "PREPARE_TASK", "READ_TASK", "TeamQueue", "make_celery"]

PREPARE_TASK = "transcritor.prepare"
READ_TASK = "transcritor.read_chunk"
EXPORT_TASK = "transcritor.export"

_FIRST = 0
_USUAL = 6
"""kombu's Redis transport empties lower numbers first. To open a file takes a moment, so it goes before
pages: a small one then waits for one round of chunks, not for all that were there before it. So do exports,
for each of which a person waits."""


def make_celery(config: TeamConfig) -> Celery:
    """The application, without tasks.

    Messages keep no result of their own: what clients of Celery find under the id of a document is how the
    document stands (`celery_results`), and a message is a small part of that.
    """
    app = Celery("transcritor", broker=config.broker_url, backend=config.result_backend, set_as_current=False)
    app.conf.update(
        task_serializer="json",
        result_serializer="json",
        accept_content=["json"],
        result_accept_content=["json"],
        timezone="UTC",
        enable_utc=True,
        result_expires=timedelta(hours=config.keep_hours),
        task_ignore_result=True,
        task_track_started=True,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        task_soft_time_limit=config.chunk_soft_limit_s,
        task_time_limit=config.chunk_hard_limit_s,
        broker_transport=transport_for(config.broker_url),
        broker_transport_options={
            "visibility_timeout": config.visibility_timeout_s,
            "socket_timeout": 10,
            "socket_connect_timeout": 3,
            "max_retries": 1,
            "interval_start": 0,
            "interval_step": 0.2,
            "interval_max": 0.5,
        },
        result_backend_transport_options={
            "visibility_timeout": config.visibility_timeout_s,
            "retry_policy": {"max_retries": 2, "interval_start": 0, "interval_step": 0.5, "interval_max": 1},
        },
        redis_socket_timeout=5,
        redis_socket_connect_timeout=3,
        redis_retry_on_timeout=True,
        redis_backend_health_check_interval=15,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        worker_hijack_root_logger=False,
        worker_send_task_events=False,
        task_send_sent_event=False,
    )
    return app


class TeamQueue:
    """Gives out work, from any thread. TranscritorError(QUEUE_AWAY) wherever Redis does not answer."""

    def __init__(self, app: Celery, live: Live) -> None:
        self._app = app
        self._live = live

    def prepare(self, record: TaskRecord) -> None:
        """Have a worker look what the file is and give out its first pages."""
        self._live.turns.wait(_piece(record, PREPARE, pages=0))
        self._send(PREPARE_TASK, (record.id,), celery_id=record.id, priority=_FIRST)
        self._live.note_given(record.id)

    def read_chunk(self, record: TaskRecord, plan: Plan, chunk: int) -> None:
        self._live.turns.wait(_piece(record, chunk, pages=len(plan.page_indices)))
        self._send(READ_TASK, (record.id, chunk), celery_id=f"{record.id}:{chunk}", priority=_USUAL)
        self._live.note_given(record.id)

    def export(self, order: ExportOrder) -> None:
        """Have a worker make it, before pages that wait; one that reads pages gives way."""
        args = (order.task_id, order.format, order.flowing, order.revision)
        self._send(EXPORT_TASK, args, celery_id=f"{order.task_id}:{order.name}", priority=_FIRST)
        self._live.exports.call(order)

    def wait_again(self, record: TaskRecord, plan: Plan | None, chunk: int) -> None:
        """The piece waits again for its turn; the message that it goes with is there already."""
        self._live.turns.give_back(record.id, chunk)
        pages = 0 if plan is None or chunk == PREPARE else len(plan.page_indices)
        self._live.turns.wait(_piece(record, chunk, pages=pages))

    def _send(self, name: str, args: tuple[object, ...], *, celery_id: str, priority: int) -> None:
        try:
            self._app.send_task(
                name,
                args=args,
                task_id=celery_id,
                priority=priority,
                ignore_result=True,  # else the sender would listen for the result of each, and never stop
                retry=True,
                retry_policy={"max_retries": 1, "interval_start": 0.1},
            )
        except (OperationalError, KombuError, CeleryError, RedisError, OSError) as error:
            raise TranscritorError(ErrorCode.QUEUE_AWAY, reason=type(error).__name__) from error


def _piece(record: TaskRecord, chunk: int, *, pages: int) -> Piece:
    return Piece(record.owner, record.id, chunk, pages, record.created_at.timestamp())
