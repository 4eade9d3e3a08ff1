"""Write docs/errors.md from the words of errors/: every failure, what is said, and what to do.

Run it as `python -m scripts.errors_page`; a test keeps the page and the code alike.
"""

from __future__ import annotations

from pathlib import Path

from transcritor_gui.errors import ErrorCode, ErrorInfo, Remedy, message_for
from transcritor_gui.i18n import install_language
from transcritor_gui.model import PageWarning, WarningCode
from transcritor_gui.page_warnings import warning_text

__all__ = ["PAGE", "errors_page"]

PAGE = Path(__file__).resolve().parent.parent / "docs" / "errors.md"

_FACTS = (
    "allowed",
    "engine",
    "folder",
    "format",
    "host",
    "hours",
    "id",
    "installed",
    "known",
    "language",
    "limit",
    "name",
    "other",
    "page",
    "pages",
    "path",
    "port",
    "reason",
    "seconds",
)

_REMEDIES = {
    Remedy.NONE: "",
    Remedy.ENTER_PASSWORD: "Enter password…",
    Remedy.TRY_AGAIN: "Try again",
    Remedy.SHOW_FILE: "Show file",
    Remedy.SHOW_LOG: "Show log",
    Remedy.OPEN_SETTINGS: "Open settings",
}

_HEAD = """\
# Errors

Everything that can go wrong, what the program says, and what helps. The code is what `--json` and the log
name. Words in {braces} stand for the name, page or number in question. Written by `scripts/errors_page.py`.

| code | what is said | what to do | offered |
|---|---|---|---|
"""


_WARNINGS_HEAD = """
## Pages that were read, with a remark

| code | what is said |
|---|---|
"""


def errors_page() -> str:
    """The text of docs/errors.md, in English."""
    install_language("en")
    facts = tuple((name, f"{{{name}}}") for name in _FACTS)
    rows = []
    for code in ErrorCode:
        message = message_for(ErrorInfo(code, facts))
        rows.append(f"| `{code}` | {message.what} | {message.advice} | {_REMEDIES[message.remedy]} |\n")
    warnings = [f"| `{code}` | {warning_text(PageWarning(code))} |\n" for code in WarningCode]
    return _HEAD + "".join(rows) + _WARNINGS_HEAD + "".join(warnings)


if __name__ == "__main__":
    PAGE.write_text(errors_page(), encoding="utf-8")
