"""Where the program begins: `transcritor`, `transcritor-gui`, `python -m transcritor_gui`.

Worker processes import this module again, so nothing heavy is imported before it is known what to do.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

__all__ = [
    "fill_standard_streams",
    "has_display",
    "look_for_cycles_less_often",
    "main",
    "main_window",
    "wants_window",
]

_ENVIRONMENT_FAULT = 3
"""Exit code for something that this computer lacks."""
_YOUNG_OBJECTS = 50_000
"""Between two looks for cycles; Python's own 700 are half a page."""


def main() -> int:
    """The console script: the window for no arguments or files alone, else the command line."""
    multiprocessing.freeze_support()
    look_for_cycles_less_often()
    fill_standard_streams()
    arguments = sys.argv[1:]
    if wants_window(arguments):
        return _open_window(arguments)
    from transcritor_gui import cli

    return cli.run(arguments)


def main_window() -> int:
    """The window script: what is given are files to transcribe."""
    multiprocessing.freeze_support()
    look_for_cycles_less_often()
    return _open_window([argument for argument in sys.argv[1:] if not argument.startswith("-")])


def look_for_cycles_less_often() -> None:
    """Go through the pages of a document a third faster: they are trees of small values, without cycles."""
    gc.set_threshold(_YOUNG_OBJECTS, 20, 20)


def fill_standard_streams() -> None:
    """Open what was started closed ('>&-') on nothing, so that no file of ours becomes standard output."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free, which is this one


def wants_window(arguments: Sequence[str]) -> bool:
    """Whether `arguments` are none, or files and folders alone, rather than a command.

    A first argument without a suffix or a separator is a command (or a mistyped one), unless something on
    disk has that name.
    """
    return all(not argument.startswith("-") and _is_file_like(argument) for argument in arguments)


def has_display(platform: str, environ: Mapping[str, str]) -> bool:
    """Whether a window can be shown; only Linux and its kin can be without a screen."""
    if platform in ("win32", "darwin", "cygwin"):
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _is_file_like(argument: str) -> bool:
    from transcritor_gui.document_kinds import claimed_kind

    path = Path(argument)
    return claimed_kind(argument) is not None or len(path.parts) > 1 or path.exists()


def _open_window(paths: Sequence[str]) -> int:
    if not has_display(sys.platform, os.environ):
        from transcritor_gui.i18n import install_language, system_language, tr

        install_language(system_language())
        message = tr(
            "There is no screen to open the window on.\n"
            "To transcribe without a window: transcritor transcribe FILE.pdf"
        )
        sys.stderr.write(f"{message}\n")
        return _ENVIRONMENT_FAULT
    from transcritor_gui.app import run_window

    return run_window([str(Path(path).absolute()) for path in paths])


if __name__ == "__main__":
    sys.exit(main())
