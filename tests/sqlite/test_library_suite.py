"""The suite that the event sourcing library ships for tracking recorders, over a view's file."""

from __future__ import annotations

import tempfile
from pathlib import Path

from eventsourcing.persistence import TrackingRecorder
from eventsourcing.tests import persistence

from infra.sqlite.file import ViewFile
from tests.sqlite.model import NOTES


class TestViewFileTracks(persistence.TrackingRecorderTestCase):
    def create_recorder(self) -> TrackingRecorder:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        recorder = ViewFile(NOTES, Path(folder.name) / "notes.sqlite")
        self.addCleanup(recorder.close)
        return recorder
