"""Transcripts written to files: on request and by themselves."""
