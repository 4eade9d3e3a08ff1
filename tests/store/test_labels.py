from __future__ import annotations

from tests.store import samples
from transcritor_gui.model.labels import Labels
from transcritor_gui.store import Store


def test_notes_and_tags_are_kept_and_tell_only_of_changes(store: Store) -> None:
    job = samples.job()
    store.jobs.insert([job], owner=samples.OWNER)
    before = store.jobs.marks()[job.id]
    (changed,) = store.labels.put([Labels(job.id, "a nota", ("réu", "urgente"))])
    assert (changed.note, changed.tags) == ("a nota", ("réu", "urgente"))
    assert store.jobs.get(job.id) == changed
    assert store.jobs.facts(job.id).tags == ("réu", "urgente")
    assert store.jobs.marks()[job.id] != before  # other programs notice
    assert store.labels.put([Labels(job.id, "a nota", ("réu", "urgente"))]) == ()
