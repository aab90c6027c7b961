"""What happened: every attempt in one SQLite file, from the events of its run. The room of `sqlite3`."""

from tutor.history.practice import PracticeRecord
from tutor.history.recorder import Recorder
from tutor.history.store import History

__all__ = ["History", "PracticeRecord", "Recorder"]
