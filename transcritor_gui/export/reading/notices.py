"""What stands in the place of a page that could not be read."""

from __future__ import annotations

from transcritor_gui.errors import message_for
from transcritor_gui.export.characters import one_line
from transcritor_gui.i18n import tr
from transcritor_gui.model import PageResult, PageStatus

__all__ = ["page_notice"]


def page_notice(page: PageResult) -> str:
    """The sentence that stands in the place of a page that could not be read; '' for a page that was."""
    if page.status is not PageStatus.FAILED:
        return ""
    if page.error is not None and page.error.fact("page"):
        return one_line(message_for(page.error).what)
    return tr("Page {page} could not be read.", page=page.page_index + 1)
