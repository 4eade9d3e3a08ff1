"""The service: taking documents in, running them page by page, and keeping what was read."""

from transcritor_gui.jobs.exporting.names import joined_name_fields, name_fields
from transcritor_gui.jobs.exporting.order import Conflict, ExportOutcome, ExportProgress
from transcritor_gui.jobs.exporting.settings import automatic_export, export_options, wish_options
from transcritor_gui.jobs.launcher import Launcher, ThreadLauncher
from transcritor_gui.jobs.pipeline import Pipeline, built_in_pipeline
from transcritor_gui.jobs.service import JobService

__all__ = [
    "Conflict",
    "ExportOutcome",
    "ExportProgress",
    "JobService",
    "Launcher",
    "Pipeline",
    "ThreadLauncher",
    "automatic_export",
    "built_in_pipeline",
    "export_options",
    "joined_name_fields",
    "name_fields",
    "wish_options",
]
