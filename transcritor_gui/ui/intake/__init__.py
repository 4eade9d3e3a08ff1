"""The ways in: dropping, choosing and pasting files, and what was refused."""
