"""Transcritor: PDFs into faithful text, on the user's own computer."""

import os

__version__ = "0.1.0"

# Nothing is sent: onnxruntime reports to its maker unless it finds this when it is loaded. Whatever process
# may load it (window, command line, workers, team server, benchmarks) has come through here before, and hands
# it on to those that it starts. See docs/decisions/0080-nothing-is-sent.md.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
