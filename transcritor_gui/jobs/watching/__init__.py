"""Folders that are watched: what comes into them is read once, and written."""
