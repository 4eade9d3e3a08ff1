"""What the keys of larger and smaller change: the text's letters where it has the focus, else the picture."""

from __future__ import annotations

from transcritor_gui.ui.review.parts import ReviewParts
from transcritor_gui.ui.review.picture.placement import Fit

__all__ = ["Zooming"]


class Zooming:
    def __init__(self, parts: ReviewParts) -> None:
        self._page_view, self._text_view = parts.page_view, parts.text_view

    @property
    def text_steps(self) -> int:
        """Steps by which the text is larger than usual, for the window's memory."""
        return self._text_view.zoom_steps

    @text_steps.setter
    def text_steps(self, steps: int) -> None:
        self._text_view.zoom(steps - self._text_view.zoom_steps)

    def change(self, step: int) -> None:
        """One step larger (1) or smaller (-1)."""
        if self._text_view.hasFocus():
            self._text_view.zoom(step)
        elif step > 0:
            self._page_view.zoom_in()
        else:
            self._page_view.zoom_out()

    def fit(self) -> None:
        """The text at its usual size; the picture as wide as its room, or whole where it was that already."""
        if self._text_view.hasFocus():
            self.text_steps = 0
        else:
            self._page_view.set_fit(Fit.PAGE if self._page_view.fit is Fit.WIDTH else Fit.WIDTH)
