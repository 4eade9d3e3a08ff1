"""Transcritor: PDFs into faithful text, on the user's own computer."""

__version__ = "0.1.0"
