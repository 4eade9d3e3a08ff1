"""The command line: a door to the same service as the window's, for terminals, scripts and pipes."""

from transcritor_gui.cli.main import COMMANDS, run

__all__ = ["COMMANDS", "run"]
