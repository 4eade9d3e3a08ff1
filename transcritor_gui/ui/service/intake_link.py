"""What comes in, for widgets: files and pictures into the queue, and pictures joined and parted again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID

from transcritor_gui.jobs.events import IntakeFinished
from transcritor_gui.jobs.intake.taking_in import IntakeOrder
from transcritor_gui.model import TranscriptionOptions
from transcritor_gui.ui.service.requests import ReadingRequest
from transcritor_gui.ui.service.service_lanes import LaneName, ServiceLanes

__all__ = ["IntakeLink"]


class IntakeLink:
    """On the lane of long calls; `jobs_added` and one `intake_finished` of the controller follow each."""

    def __init__(self, lanes: ServiceLanes, *, current_options: Callable[[], TranscriptionOptions]) -> None:
        self._lanes = lanes
        self._current_options = current_options

    def add_paths(
        self,
        paths: Iterable[str | Path],
        request: ReadingRequest | None = None,
        *,
        together: bool = False,
        deliver: Callable[[IntakeFinished], None] | None = None,
    ) -> None:
        """Files and folders to transcribe, as the settings say unless there is a request of their own.

        `deliver` is called with what `intake_finished` says. With `together` the pictures among them become
        one document.
        """
        wanted = tuple(str(path) for path in paths)
        if request is None:
            request = ReadingRequest(self._current_options())
        order = IntakeOrder(request.options, password=request.password, export=request.export)
        if wanted:
            self._lanes.call(
                LaneName.LONG_CALLS,
                lambda service: (service.together.add if together else service.add_as)(wanted, order),
                _nothing_more if deliver is None else deliver,
            )

    def join(self, job_ids: tuple[UUID, ...], deliver: Callable[[IntakeFinished], None]) -> None:
        """Make the pictures among these jobs one document."""
        self._lanes.call(LaneName.LONG_CALLS, lambda service: service.together.join(job_ids), deliver)

    def separate(self, job_ids: tuple[UUID, ...], deliver: Callable[[IntakeFinished], None]) -> None:
        """Make the pictures of joined documents a document each again."""
        self._lanes.call(LaneName.LONG_CALLS, lambda service: service.together.separate(job_ids), deliver)

    def take_in_attached(self, job_ids: tuple[UUID, ...], deliver: Callable[[IntakeFinished], None]) -> None:
        """Put the documents inside these PDFs into the queue."""
        self._lanes.call(LaneName.LONG_CALLS, lambda service: service.attached.take_in(job_ids), deliver)

    def request_pictures(self, job_id: UUID, deliver: Callable[[tuple[Path, ...]], None]) -> None:
        """Those that a document was joined from; `deliver` is called on the GUI thread."""
        self._lanes.call(LaneName.READS, lambda service: service.together.pictures(job_id), deliver)

    def add_picture(self, make_png: Callable[[], bytes], *, name: str) -> None:
        """A picture that is no file, which is to be called `name`; `make_png` is called on another thread."""
        options = self._current_options()
        self._lanes.call(
            LaneName.LONG_CALLS,
            lambda service: service.add_picture(make_png(), name=name, options=options),
            _nothing_more,
        )


def _nothing_more(_result: object) -> None:
    """For calls whose outcome comes as events."""
