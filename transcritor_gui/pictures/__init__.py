"""Pictures as documents: each becomes a PDF in memory, losslessly, and goes the way of every page.

`document_kinds` tells what is a picture; the pipeline takes one page after another from `PictureFile`, and
the exports all of them from `wrapped_pdf`. Nothing of a picture is written to disk here.
"""

from transcritor_gui.pictures.picture_file import PictureFile, WrappedPage
from transcritor_gui.pictures.whole import wrapped_pdf

__all__ = ["PictureFile", "WrappedPage", "wrapped_pdf"]
