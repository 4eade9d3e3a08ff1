"""What is kept: jobs, their pages, and full-text search, in one SQLite file. All SQL is in this package."""

from transcritor_gui.store.pages import content_key
from transcritor_gui.store.search import SearchHit
from transcritor_gui.store.store import Store

__all__ = ["SearchHit", "Store", "content_key"]
