"""The open store: one database and its repositories."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.store.database import Database
from transcritor_gui.store.due_exports import DueExportRepository
from transcritor_gui.store.edits import EditRepository
from transcritor_gui.store.export_wishes import ExportWishRepository
from transcritor_gui.store.jobs import JobRepository
from transcritor_gui.store.joined_pictures import JoinedPictureRepository
from transcritor_gui.store.known_files import KnownFileRepository, moved_files
from transcritor_gui.store.labels import LabelRepository
from transcritor_gui.store.migrate import migrate, schema_version
from transcritor_gui.store.pages import PageRepository
from transcritor_gui.store.private_files import FileIdentity, companions, draft_of
from transcritor_gui.store.safekeeping.archive_file import (
    ArchiveFacts,
    extract_database,
    extract_folders,
    facts_now,
    read_facts,
    write_archive,
)
from transcritor_gui.store.safekeeping.backups import Backups
from transcritor_gui.store.safekeeping.deleted_jobs import DeletedJobs
from transcritor_gui.store.safekeeping.forgetting import Forgetting
from transcritor_gui.store.safekeeping.mending import Mended, mend
from transcritor_gui.store.safekeeping.soundness import (
    check_copy,
    check_index,
    check_opened,
    check_thoroughly,
)
from transcritor_gui.store.search.documents_found import FoundDocument, search_documents, similar_documents
from transcritor_gui.store.search.pages_found import PagesFound, SearchHit, pages_with, search
from transcritor_gui.store.search.similar_words import NoWordList, WordList
from transcritor_gui.store.team_tasks import TeamTaskRepository
from transcritor_gui.store.watched_files import WatchedFileRepository

__all__ = ["Store"]

_ROOM_BYTES = 50_000_000

_NO_WORD_LIST = NoWordList()


class _Told:
    """Bytes as a part of all there is to do."""

    def __init__(self, whole: int, first: float, share: float, tell: Callable[[float], None]) -> None:
        self._whole = max(whole, 1)
        self._first = first
        self._share = share
        self._tell = tell
        self._done = 0

    def __call__(self, count: int) -> None:
        self._done += count
        self._tell(self._first + self._share * min(1.0, self._done / self._whole))


def _files_in(folder: Path) -> tuple[Path, ...]:
    return tuple(file for file in folder.iterdir() if file.is_file()) if folder.is_dir() else ()


class Store:
    """Opens the database at `path`, making or migrating it first. May be used from any thread.

    One that is damaged is mended, when it is opened and whenever damage is met (mending.py), unless `mends`
    is False. Raises TranscritorError: DATABASE_NEWER for a file of a newer program, DATABASE_LOCKED when
    another one holds it, DATABASE_DAMAGED, DATABASE_UNUSABLE for one that cannot be written, DISK_FULL. All
    methods of the repositories raise the last four.
    """

    def __init__(self, path: Path, *, mends: bool = True) -> None:
        self.path = path
        self._mendings: list[Mended] = []
        self._tell_mended: Callable[[], None] = lambda: None
        self._database = Database(path, mend=self._mend if mends else None)
        self._backups = Backups(path)
        self._forgetting = Forgetting(self._database)
        self._copying = threading.Lock()
        """Who makes copies beside the history: they clean up after those that were broken off."""
        try:
            self._database.mended(self._open)
        except BaseException:
            self._database.close()
            raise
        self.jobs = JobRepository(self._database)
        self.pages = PageRepository(self._database)
        self.edits = EditRepository(self._database)
        self.known_files = KnownFileRepository(self._database)
        self.labels = LabelRepository(self._database)
        self.due_exports = DueExportRepository(self._database)
        self.export_wishes = ExportWishRepository(self._database)
        self.joined_pictures = JoinedPictureRepository(self._database)
        self.team_tasks = TeamTaskRepository(self._database)
        self.watched_files = WatchedFileRepository(self._database)

    def transaction(self) -> AbstractContextManager[object]:
        """All that is written in the block, by whichever repository, is kept together or not at all."""
        return self._database.transaction()

    def search(
        self, text: str, limit: int | None = 200, *, among: Collection[UUID] | None = None
    ) -> tuple[SearchHit, ...]:
        """Pages that hold all words of `text`, best first; accents and case do not matter. None: all.

        With `among` only pages of these jobs.
        """
        return search(self._database, text, limit, among)

    def search_documents(self, text: str, *, snippets: int = 40) -> tuple[FoundDocument, ...]:
        """All documents that hold all words of `text` on a page, with how many do, the most first."""
        return search_documents(self._database, text, snippets=snippets)

    def similar_documents(
        self,
        text: str,
        *,
        but: Collection[UUID] = (),
        snippets: int = 40,
        word_list: WordList = _NO_WORD_LIST,
    ) -> tuple[FoundDocument, ...]:
        """All documents, other than those in `but`, in which the words may stand misread."""
        return similar_documents(self._database, text, but=but, snippets=snippets, word_list=word_list)

    def pages_with(self, job_id: UUID, text: str, *, word_list: WordList = _NO_WORD_LIST) -> PagesFound:
        """Indices of the pages of a job that hold all words of `text`, ascending; if none, similar words."""
        return pages_with(self._database, job_id, text, word_list=word_list)

    def data_version(self) -> int:
        """Another number whenever a connection other than the calling thread's has changed the database."""
        return self._database.data_version()

    def has_room(self) -> bool:
        """Whether the disk has space again for a good number of pages."""
        return shutil.disk_usage(self._database.path.parent).free > _ROOM_BYTES

    # Keeping it whole

    def mendings(self) -> tuple[Mended, ...]:
        """What was damaged and has been mended since this was opened, the opening included."""
        return tuple(self._mendings)

    def tell_mended(self, tell: Callable[[], None]) -> None:
        """Call `tell` after each mending from now on, on whatever thread; it must return at once."""
        self._tell_mended = tell

    @property
    def can_be_mended(self) -> bool:
        """Whether what failed with DATABASE_DAMAGED may be done again: it is mended by now."""
        return self._database.can_be_mended

    def examine(self) -> None:
        """Look through the whole file, which takes its time; raises TranscritorError(DATABASE_DAMAGED)."""

        def look() -> None:
            with self._database.reading() as connection:
                check_thoroughly(connection, self._database.path)
            with self._database.transaction() as connection:
                check_index(connection)

        self._database.mended(look)

    def back_up(self, *, keep: int) -> bool:
        """Make a checked copy of the history, if it is time, and keep so many; whether one was made now."""
        if keep <= 0:
            self._backups.remove_all()
            return False
        if not self._backups.is_due(datetime.now(UTC)) or not self._database.read(
            "SELECT 1 FROM job LIMIT 1"
        ):
            return False
        with self._copying:
            self._database.mended(lambda: self._backups.make(self._database, keep=keep))
        return True

    def write_archive(
        self, target: Path, folders: Collection[Path], *, move: Callable[[float], None]
    ) -> ArchiveFacts:
        """Write all of the history, with the files in `folders`, as one checked file to `target`.

        `move` is told how much is done, 0 to 1; what it raises ends it, and nothing is left. Raises
        TranscritorError as the database does, and OSError for the file.
        """
        copy = draft_of(target)
        try:
            self._database.mended(
                lambda: self._database.copy_to(copy, on_progress=lambda done: move(done * 0.4))
            )
            check_copy(copy)
            sizes = [file.stat().st_size for folder in folders for file in _files_in(folder)]
            facts = facts_now(
                made_at=datetime.now(UTC),
                schema_version=schema_version(),
                documents=len(self.jobs.all()),
                folder=self.path.absolute().parent,
            )
            told = _Told(copy.stat().st_size + sum(sizes), 0.5, 0.49, move)
            write_archive(target, facts, copy, folders, move=told)
        finally:
            copy.unlink(missing_ok=True)
        move(1.0)
        return facts

    def restore_archive(
        self, archive: Path, folders: Collection[str], *, move: Callable[[float], None]
    ) -> ArchiveFacts:
        """Put what `archive` holds in the place of all there is, of which a backup is made first.

        Until the last step nothing of the history changes; what `move` raises ends it before. Raises
        ARCHIVE_BAD, DATABASE_NEWER, and as the database does.
        """
        with self._copying:
            return self._restored(archive, folders, move)

    def _restored(
        self, archive: Path, folders: Collection[str], move: Callable[[float], None]
    ) -> ArchiveFacts:
        facts = read_facts(archive)
        if facts.schema_version > schema_version():
            raise TranscritorError(
                ErrorCode.DATABASE_NEWER, path=archive, version=facts.schema_version, known=schema_version()
            )
        here = self.path.absolute().parent
        draft = draft_of(self.path)
        try:
            told = _Told(archive.stat().st_size, 0.0, 0.8, move)
            extract_database(archive, draft, move=told)
            check_copy(draft)
            extract_folders(archive, here, folders, move=told)
            moved_files(draft, {str(Path(facts.folder) / name): str(here / name) for name in folders})
            if self._database.read("SELECT 1 FROM job LIMIT 1"):
                self._backups.make(self._database, keep=len(self._backups.all()) + 1)
            move(0.95)
            self._database.replace_by(draft)
        finally:
            for file in (draft, *companions(draft)):
                file.unlink(missing_ok=True)
        DeletedJobs(self.path).clear(DeletedJobs(self.path).ids())
        self._database.mended(self._open)
        move(1.0)
        return facts

    def is_forgetting_due(self) -> bool:
        """Whether traces of deleted documents may be left in some file."""
        return self._forgetting.is_due()

    def forget(self, *, backups: int, is_wanted: Callable[[], bool] = lambda: True) -> bool:
        """Remove the traces of what was deleted from every file; see forgetting.py."""
        with self._copying:
            return self._database.mended(
                lambda: self._forgetting.carry_out(backups=backups, is_wanted=is_wanted)
            )

    def _open(self) -> None:
        path = self._database.path
        if path.is_file() and path.stat().st_size == 0 and self._backups.all():
            raise TranscritorError(ErrorCode.DATABASE_DAMAGED, path=path, reason="empty")
        migrate(self._database)
        with self._database.reading() as connection:
            check_opened(connection, path)

    def _mend(self, damaged: FileIdentity) -> None:
        mended = mend(self._database.path, damaged)
        if mended is not None:
            self._mendings.append(mended)
            self._tell_mended()

    def close_thread(self) -> None:
        """Close the connection of the calling thread, which is about to end."""
        self._database.close_thread()

    def close(self) -> None:
        """Close all connections; no thread may be using the store any more."""
        self._database.close()
