"""What stands between a person's click and the window: only what its first picture needs."""

from __future__ import annotations

import subprocess
import sys

_LOADED = "import sys; import transcritor_gui.app; print(' '.join(sys.modules))"
_HEAVY = frozenset({"PIL", "cv2", "marisa_trie", "numpy", "onnxruntime", "pikepdf", "pypdfium2", "tesserocr"})


def test_the_window_opens_without_what_reads_pages() -> None:
    run = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True)
    assert _HEAVY.isdisjoint(run.stdout.split())
    assert "transcritor_gui.pipeline" not in run.stdout.split()
