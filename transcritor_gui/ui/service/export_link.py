"""Exports for widgets: into files that are told of as they are written, onto paper, or out of the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot

from transcritor_gui.errors import ErrorInfo, TranscritorError
from transcritor_gui.export import ExportOptions, exporter_for
from transcritor_gui.jobs import ExportOutcome, ExportProgress, JobService, wish_options
from transcritor_gui.model import ExportWish, Portal
from transcritor_gui.ui.service.bridge import Bridge, Delivery
from transcritor_gui.ui.service.requests import ExportRequest
from transcritor_gui.ui.service.service_lanes import LaneName, ServiceLanes
from transcritor_gui.ui.service.wish import Paced, Wish

__all__ = ["ExportLink"]


class ExportLink(QObject):
    """One after the other, on the lane of exports; answers come on the GUI thread."""

    progressed = Signal(object)
    """jobs.ExportProgress, a few times a second, of what was asked for with `begin`."""
    finished = Signal(object, int)
    """tuple of the service's export outcomes, and how many jobs there were: fewer outcomes after a stop."""

    def __init__(self, lanes: ServiceLanes, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._bridge = bridge
        self._wish = Wish()

    def begin(self, request: ExportRequest) -> None:
        """Write files, after those of earlier requests; `progressed` and `finished` follow."""
        wish = self._wish
        tell = Paced(lambda progress: self._bridge.post(Delivery(self.progressed.emit, progress)))

        def export(service: JobService) -> tuple[ExportOutcome, ...]:
            return _written(service, request, is_wanted=wish.is_held, on_progress=tell)

        wanted = len(request.job_ids)

        def finish(outcomes: tuple[ExportOutcome, ...]) -> None:
            self.finished.emit(outcomes, wanted)

        def refuse(error: ErrorInfo) -> None:
            finish(tuple(ExportOutcome(job_id, None, error) for job_id in request.job_ids))

        self._lanes.call(LaneName.EXPORTS, export, finish, refuse=refuse)

    @Slot()
    def cancel(self) -> None:
        """Stop the export at work and those that wait; what has been written stays."""
        wish, self._wish = self._wish, Wish()
        wish.give_up()

    def read(
        self,
        job_ids: tuple[UUID, ...],
        *,
        format: str,  # noqa: A002 - the word that people use for it
        options: ExportOptions,
        deliver: Callable[[tuple[bytes, ...]], None],
        refuse: Callable[[ErrorInfo], None],
    ) -> None:
        """What an export of each job would write; told to nobody but who asks."""
        exporter = exporter_for(format)

        def read(service: JobService) -> tuple[bytes, ...]:
            return tuple(b"".join(service.exported(job_id, exporter, options)) for job_id in job_ids)

        self._lanes.call(LaneName.EXPORTS, read, deliver, refuse=refuse)

    def write(
        self,
        request: ExportRequest,
        *,
        portals: tuple[Portal, ...] | None = None,
        is_wanted: Callable[[], bool],
        deliver: Callable[[tuple[ExportOutcome, ...]], None],
        refuse: Callable[[ErrorInfo], None],
    ) -> None:
        """Files of `request`, as long as `is_wanted` says so; told to nobody but who asks.

        With `portals`, documents for which a way of writing was asked, by a preset or at the door, are
        written in that one.
        """

        def write(service: JobService) -> tuple[ExportOutcome, ...]:
            wanted = () if portals is None else request.job_ids
            wishes = {job_id: service.export_wish(job_id) for job_id in wanted}
            outcomes: list[ExportOutcome] = []
            for wish, job_ids in _by_wish(request.job_ids, wishes):
                try:
                    asked = _as_asked(replace(request, job_ids=job_ids), wish, portals or ())
                except (
                    TranscritorError
                ) as error:  # its portal or format is there no more: the others are written
                    outcomes += [ExportOutcome(job_id, None, error.info) for job_id in job_ids]
                else:
                    outcomes += _written(service, asked, is_wanted=is_wanted)
            return tuple(outcomes)

        self._lanes.call(LaneName.EXPORTS, write, deliver, refuse=refuse)


def _tell_nobody(_progress: ExportProgress) -> None:
    """Of exports that take no strip of the window's foot."""


def _written(
    service: JobService,
    request: ExportRequest,
    *,
    is_wanted: Callable[[], bool],
    on_progress: Callable[[ExportProgress], None] = _tell_nobody,
) -> tuple[ExportOutcome, ...]:
    return service.export(
        request.job_ids,
        format=request.format,
        folder=request.folder,
        name_template=request.name_template,
        conflict=request.conflict,
        options=request.options,
        all_in_one=request.all_in_one,
        is_wanted=is_wanted,
        on_progress=on_progress,
    )


def _by_wish(
    job_ids: tuple[UUID, ...], wishes: Mapping[UUID, ExportWish | None]
) -> Iterable[tuple[ExportWish | None, tuple[UUID, ...]]]:
    """The jobs of each way of writing; None is that of the request."""
    ways: dict[ExportWish | None, list[UUID]] = {}
    for job_id in job_ids:
        wish = wishes.get(job_id)
        ways.setdefault(wish if wish is not None and wish.is_wanted else None, []).append(job_id)
    return [(wish, tuple(ids)) for wish, ids in ways.items()]


def _as_asked(request: ExportRequest, wish: ExportWish | None, portals: tuple[Portal, ...]) -> ExportRequest:
    """`request` in the way of `wish`; where that would write to is not its matter."""
    if wish is None:
        return request
    return replace(
        request,
        format=wish.format,
        name_template=wish.name_template,
        options=wish_options(wish, exporter_for(wish.format), portals=portals),
    )
