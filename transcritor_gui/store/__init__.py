"""What is kept: jobs, their pages, and full-text search, in one SQLite file. All SQL is in this package."""

from transcritor_gui.store.edits import PagePlace
from transcritor_gui.store.jobs import JobMark
from transcritor_gui.store.known_files import KnownFile
from transcritor_gui.store.pages import PageState, content_key, text_digest
from transcritor_gui.store.safekeeping.archive_file import ArchiveFacts, Stopped, read_facts
from transcritor_gui.store.safekeeping.mending import Mended
from transcritor_gui.store.safekeeping.moving import move_history
from transcritor_gui.store.search.documents_found import FoundDocument
from transcritor_gui.store.search.pages_found import PagesFound, SearchHit
from transcritor_gui.store.search.similar_words import WordList
from transcritor_gui.store.store import Store
from transcritor_gui.store.stored_pages import StoredPages
from transcritor_gui.store.team_tasks import TeamTask
from transcritor_gui.store.watched_files import WatchedFile, WatchedFileRepository, WatchStep

__all__ = [
    "ArchiveFacts",
    "FoundDocument",
    "JobMark",
    "KnownFile",
    "Mended",
    "PagePlace",
    "PageState",
    "PagesFound",
    "SearchHit",
    "Stopped",
    "Store",
    "StoredPages",
    "TeamTask",
    "WatchStep",
    "WatchedFile",
    "WatchedFileRepository",
    "WordList",
    "content_key",
    "move_history",
    "read_facts",
    "text_digest",
]
