"""What all tasks of a tally have in common."""

from dataclasses import dataclass

from .. import _native


@dataclass(frozen=True)
class Job:
    """The choices for overlay and legend."""

    token: str
    """Distinguishes the job from others in the same worker."""
    legend: _native.Legend
    coverage: str
    area: str
    allow_unmapped: bool
    task_bytes: int
