"""The Celery application as server and workers have it."""

from __future__ import annotations

from transcritor_gui.team.config import TeamConfig
from transcritor_gui.team.work.queue import make_celery


def test_messages_and_limits_are_as_promised(config: TeamConfig) -> None:
    conf = make_celery(config).conf
    assert (conf.task_serializer, conf.result_serializer, conf.accept_content) == ("json", "json", ["json"])
    assert conf.enable_utc
    assert conf.timezone == "UTC"
    assert conf.result_expires.total_seconds() == 24 * 3600
    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert conf.task_track_started
    assert conf.task_ignore_result  # what clients find under an id is how the document stands
    assert conf.worker_prefetch_multiplier == 1
    visibility_s = conf.broker_transport_options["visibility_timeout"]
    assert conf.task_soft_time_limit < conf.task_time_limit < visibility_s
