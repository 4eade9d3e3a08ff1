"""The pool of processes that read pages, and what runs inside them. No Qt and no database here."""

from transcritor_gui.workers.packing import run_packed
from transcritor_gui.workers.pool import WorkerPool

__all__ = ["WorkerPool", "run_packed"]
