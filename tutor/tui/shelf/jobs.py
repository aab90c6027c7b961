"""One piece of work on a model as a value: what it is, how far, how fast, how it ended.

`after` takes a job and something that was told of it and gives the job that follows.
Starts nothing and shows nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from models import progress as told
from models.model_file import ModelFile

WINDOW_SECONDS = 8.0
"""The rate is that of so many last seconds: long enough to be calm, short enough to be true."""

STILL_SECONDS = 5.0
"""After so long without a byte a line is said to stand still."""

_SAMPLE_SECONDS = 0.25


class Kind(StrEnum):
    """What is done."""

    FETCH = "fetch"
    VERIFY = "verify"
    IMPORT = "import"
    REMOVE = "remove"


class Stage(StrEnum):
    """How far it is."""

    QUEUED = "queued"
    ASKING = "asking"  # a source is being asked
    WAITING = "waiting"  # for another process that has the model's lock
    MOVING = "moving"  # bytes are fetched or copied
    CHECKING = "checking"  # the checksum
    STOPPING = "stopping"
    PAUSED = "paused"
    FAILED = "failed"
    DONE = "done"


_RUNNING = frozenset(
    {Stage.QUEUED, Stage.ASKING, Stage.WAITING, Stage.MOVING, Stage.CHECKING, Stage.STOPPING}
)


@dataclass(frozen=True, slots=True)
class Job:
    """Work on one row of the shelf.

    `samples` are times and bytes of the last seconds. `tried` holds the sources that gave
    nothing, each with the reason. `message` and `hint` are set when it failed, `message` alone where
    a check that ended well has something to say; `model` is what came of it.
    """

    kind: Kind
    key: str
    name: str
    quantization: str = ""
    stage: Stage = Stage.QUEUED
    done_bytes: int = 0
    total_bytes: int = 0
    source: str = ""
    tried: tuple[tuple[str, str], ...] = ()
    samples: tuple[tuple[float, int], ...] = ()
    message: str = ""
    hint: str = ""
    model: ModelFile | None = None

    @property
    def running(self) -> bool:
        """Whether a thread is at it or will be."""
        return self.stage in _RUNNING

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return min(1.0, self.done_bytes / self.total_bytes) if self.total_bytes else 0.0

    def rate(self, now: float) -> float | None:
        """Bytes a second of late; None while that can't be told."""
        if len(self.samples) < 2:
            return None
        (start, first), (_, last) = self.samples[0], self.samples[-1]
        return max(0, last - first) / max(now - start, _SAMPLE_SECONDS)

    def stands_still(self, now: float) -> bool:
        """Whether bytes should come and none have come for a while."""
        return self.stage is Stage.MOVING and bool(self.samples) and now - self.samples[-1][0] > STILL_SECONDS

    def seconds_left(self, now: float) -> float | None:
        """How long the rest takes at the rate of late; None while that can't be told."""
        rate = self.rate(now)
        return (self.total_bytes - self.done_bytes) / rate if rate else None


def after(job: Job, event: told.ProgressEvent, now: float) -> Job:
    """The job once this was told of it; one that is to stop stays so, whatever it still tells."""
    if job.stage is Stage.STOPPING:
        return job
    match event:
        case told.Contacting(_, source):
            return replace(job, stage=Stage.ASKING, source=source, samples=())
        case told.Announced(_, _, total, source, done):
            start = replace(job, stage=Stage.MOVING, source=source, total_bytes=total, done_bytes=done)
            return replace(start, samples=((now, done),))
        case told.Advanced(done, total):
            samples = _sampled(job.samples, now, done)
            return replace(job, stage=Stage.MOVING, done_bytes=done, total_bytes=total, samples=samples)
        case told.Verifying(_, done, total):
            kept = job.samples if job.stage is Stage.CHECKING else ()
            samples = _sampled(kept, now, done)
            return replace(job, stage=Stage.CHECKING, done_bytes=done, total_bytes=total, samples=samples)
        case told.Waiting():
            return replace(job, stage=Stage.WAITING)
        case told.SourceFailed(source, reason, _):
            return replace(job, tried=(*job.tried, (source, reason)))
    return job


def _sampled(samples: Sequence[tuple[float, int]], now: float, done: int) -> tuple[tuple[float, int], ...]:
    """The samples with one more; a step back (a part is done again) begins anew."""
    if samples and done < samples[-1][1]:
        return ((now, done),)
    if len(samples) > 1 and now - samples[-2][0] < _SAMPLE_SECONDS:
        samples = samples[:-1]
    recent = [sample for sample in samples if now - sample[0] <= WINDOW_SECONDS]
    return (*recent, (now, done))
