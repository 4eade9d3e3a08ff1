"""A team server for the screenshots, in memory: each document fares there as its name is planned to."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from scripts.screenshot_documents import past_page
from transcritor_gui.errors import ErrorCode, ErrorInfo
from transcritor_gui.export.formats.json_file import JsonExporter
from transcritor_gui.jobs.interrupt import Interrupt
from transcritor_gui.jobs.remote.access import TeamReport, TokenPlace
from transcritor_gui.jobs.remote.backend import (
    BackendUnavailable,
    RemoteCorrections,
    RemoteOrder,
    RemoteProgress,
    RemoteState,
    UnavailableReason,
)
from transcritor_gui.model import DocumentFacts, Transcript

__all__ = ["ADDRESS", "REFUSING_ADDRESS", "Plan", "StagedTeam"]

ADDRESS = "https://ocr.escritorio.example"
REFUSING_ADDRESS = "https://ocr.outro.example"
"""Of a server that does not accept the token; every other one does not answer."""
_TOKEN_PLACE = TokenPlace.KEYRING


@dataclass(frozen=True)
class Plan:
    """How far a document comes, and stays; `is_away` where the server does not answer for it."""

    state: RemoteState
    pages_done: int = 0
    is_away: bool = False


class StagedTeam:
    """A `TeamAccess` and its one place. `plans` are by the documents' names."""

    def __init__(self, plans: Mapping[str, Plan]) -> None:
        self._plans = plans
        self._orders: dict[str, RemoteOrder] = {}

    def open_backend(self, address: str) -> StagedTeam:
        return self

    def check(self, address: str, token: str | None) -> TeamReport:
        if address == ADDRESS:
            return TeamReport(address, None, version="1.0.0", workers=2, pages_at_once=16)
        if address == REFUSING_ADDRESS:
            return TeamReport(address, ErrorInfo(ErrorCode.TOKEN_REFUSED))
        reason = (("reason", str(UnavailableReason.NO_ANSWER)),)
        return TeamReport(address, ErrorInfo(ErrorCode.TEAM_AWAY, reason))

    def token_place(self, address: str) -> TokenPlace:
        return _TOKEN_PLACE if address in (ADDRESS, REFUSING_ADDRESS) else TokenPlace.NOWHERE

    def keep_token(self, address: str, token: str) -> TokenPlace:
        return _TOKEN_PLACE

    def submit(self, order: RemoteOrder, *, on_sent: Callable[[float], None], interrupt: Interrupt) -> str:
        on_sent(1.0)
        self._orders[order.name] = order
        return order.name

    def watch(self, task_id: str, *, interrupt: Interrupt) -> Iterator[RemoteProgress]:
        plan = self._plans[task_id]
        if plan.is_away:
            raise BackendUnavailable(UnavailableReason.NO_ANSWER)
        yield RemoteProgress(plan.state, plan.pages_done)
        if plan.state is not RemoteState.DONE:
            ended = threading.Event()
            with interrupt.closing(ended.set):
                ended.wait()
            raise BackendUnavailable(UnavailableReason.NO_ANSWER)

    def corrections(self, task_id: str, *, interrupt: Interrupt) -> RemoteCorrections | None:
        return None

    def fetch(self, task_id: str, target: Path, *, interrupt: Interrupt, as_read: bool = False) -> None:
        order = self._orders[task_id]
        data = Path(order.path).read_bytes()
        with pdfium.PdfDocument(data) as document:
            pages = tuple(past_page(index) for index in range(len(document)))
        facts = DocumentFacts(order.name, hashlib.sha256(data).hexdigest(), len(data), len(pages))
        target.write_bytes(b"".join(JsonExporter().chunks(Transcript(facts, order.options, pages))))

    def delete(self, task_id: str, *, interrupt: Interrupt) -> None:
        self._orders.pop(task_id, None)
