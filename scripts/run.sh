#!/bin/sh
# Opens the window; where there is no screen, shows what the program does with the sample instead.
set -eu

cd "$(dirname "$0")/.."
python=.venv/bin/python
sample="resources/sample/Exemplo - Transcritor.pdf"

# Qt says more surely than any variable whether a window can be opened.
screen_answers() {
    "$python" -c 'from PySide6.QtGui import QGuiApplication; QGuiApplication([])' >/dev/null 2>&1
}

has_screen() {
    [ "$(uname -s)" = Darwin ] && return 0
    [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || return 1
    [ -e .venv/.screen ] || scripts/bootstrap.sh screen || exit 1
    screen_answers
}

if has_screen; then exec "$python" -m transcritor_gui "$@"; fi

printf '%s\n' "There is no screen here, so the window cannot open. This is the text of the sample instead" \
    "($sample):" ""
exec "$python" -m transcritor_gui transcribe "$sample"
