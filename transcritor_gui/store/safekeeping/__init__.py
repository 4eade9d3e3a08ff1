"""Keeping the history whole, safe and clean: backups, mending, moving, and what is left of deleted words."""
