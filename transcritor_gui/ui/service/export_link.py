"""Exports that go somewhere else than into a file that was asked for: onto paper, or out of the window."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.export import ExportOptions, exporter_for
from transcritor_gui.jobs import ExportOutcome, JobService
from transcritor_gui.ui.service.requests import ExportRequest
from transcritor_gui.ui.service.service_lanes import LaneName, ServiceLanes

__all__ = ["ExportLink"]


class ExportLink:
    """On the lane of exports, but told to nobody than who asks; answers come on the GUI thread."""

    def __init__(self, lanes: ServiceLanes) -> None:
        self._lanes = lanes

    def read(
        self,
        job_ids: tuple[UUID, ...],
        *,
        format: str,  # noqa: A002 - the word that people use for it
        options: ExportOptions,
        deliver: Callable[[tuple[bytes, ...]], None],
        refuse: Callable[[ErrorInfo], None],
    ) -> None:
        """What an export of each job would write."""
        exporter = exporter_for(format)

        def read(service: JobService) -> tuple[bytes, ...]:
            return tuple(b"".join(service.exported(job_id, exporter, options)) for job_id in job_ids)

        self._lanes.call(LaneName.EXPORTS, read, deliver, refuse=refuse)

    def write(
        self,
        request: ExportRequest,
        *,
        is_wanted: Callable[[], bool],
        deliver: Callable[[tuple[ExportOutcome, ...]], None],
        refuse: Callable[[ErrorInfo], None],
    ) -> None:
        """Files of `request`, as long as `is_wanted` says so."""

        def write(service: JobService) -> tuple[ExportOutcome, ...]:
            return service.export(
                request.job_ids,
                format=request.format,
                folder=request.folder,
                name_template=request.name_template,
                conflict=request.conflict,
                options=request.options,
                is_wanted=is_wanted,
            )

        self._lanes.call(LaneName.EXPORTS, write, deliver, refuse=refuse)
