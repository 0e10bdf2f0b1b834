"""The tally on a cluster."""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
from typing import Any, Optional
from weakref import WeakSet

import dask
import pandas
from distributed import Client, Future

from .. import _native
from .._rasters import label_rasters
from .._tally import merge
from .._warnings import warn
from .._zones import read_zones
from . import _worker
from ._job import Job
from ._source import Source

TASK_BYTES = 256 << 20
"""Bytes to decode in a task: they take one core a fraction of a second."""

FAN_IN = 16
"""A task adds up at most so many partial tallies."""


def tally(
    client: Client,
    zones: Any,
    rasters: Any,
    *,
    zone_id: str,
    zone_name: Optional[str] = None,
    layer: Optional[str] = None,
    band: Optional[int] = None,
    legend: Any = "raw",
    coverage: str = "exact",
    area: str = "true",
    raster_crs: Any = None,
    zones_crs: Any = None,
    dissolve: bool = False,
    repair: bool = False,
    where: Optional[str] = None,
    only: Optional[Sequence[Any]] = None,
    datum: Optional[str] = None,
    allow_unmapped: bool = False,
    task_bytes: int = TASK_BYTES,
    retries: int = 2,
) -> pandas.DataFrame:
    """Counts the hectares of each zone and class on a cluster. The parameters are those of :func:`landcarbon.tally`, except:

    :param client: a client of the cluster; its workers need the same version of landcarbon.
    :param zones: read by the client, and sent to each worker once.
    :param rasters: paths or URLs that every worker can read. The client does not read them.
    :param task_bytes: minimum number of bytes to decode in a task.
    :param retries: how often a task that failed is retried.
    :returns: the frame of :func:`landcarbon.tally`, in hectares, the same to the last bit.
    :raises Error: as :func:`landcarbon.tally`; the message names the rows and the worker.
    """
    sources = [Source.from_raster(label, raster, band, raster_crs) for label, raster in label_rasters(rasters)]
    read = read_zones(
        zones, zone_id, zone_name, layer, zones_crs, dissolve, repair, where, only, datum
    )
    if not isinstance(legend, _native.Legend):
        legend = _native.Legend(os.fspath(legend))
    job = Job(uuid.uuid4().hex, legend, coverage, area, allow_unmapped, task_bytes)
    submit = _Submitter(client, job, retries)
    try:
        totals = _totals(submit, read, sources, job)
    except BaseException:
        submit.cancel()
        raise
    return pandas.concat([merge([whole]) for whole in totals], ignore_index=True)


def _totals(
    submit: _Submitter, zones: _native.Zones, sources: list[Source], job: Job
) -> list[_native.PartialTally]:
    """Tallies all rows of each raster."""
    # The scheduler keeps the zones, so that they are not lost with a worker.
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 GiB"}):
        sent = submit("zones", _worker.receive, zones.to_bytes())
    planned = [submit("plan", _worker.plan, sent, source, job) for source in sources]
    plans: list[_worker.Plan] = submit.client.gather(planned)
    warn(dict.fromkeys(warning for plan in plans for warning in plan.warnings))
    totals = []
    for source, plan in zip(sources, plans):
        parts = [submit("part", _worker.part, sent, source, job, rows) for rows in plan.rows]
        totals.append(_add_up(submit, parts))
    gathered: list[_native.PartialTally] = submit.client.gather(totals)
    return gathered


class _Submitter:
    """Submits tasks under names that say what they do."""

    def __init__(self, client: Client, job: Job, retries: int) -> None:
        self.client = client
        self._token = job.token
        self._retries = retries
        self._number = 0
        self._wanted: WeakSet[Future[Any]] = WeakSet()

    def __call__(self, name: str, task: Any, *arguments: Any) -> Future[Any]:
        self._number += 1
        key = f"landcarbon-{name}-{self._token}-{self._number}"
        future = self.client.submit(task, *arguments, key=key, retries=self._retries)
        self._wanted.add(future)
        return future

    def cancel(self) -> None:
        """Cancels the tasks that have not begun."""
        self.client.cancel(list(self._wanted))


def _add_up(submit: _Submitter, parts: list[Future[Any]]) -> Future[Any]:
    """Adds neighbouring parts up, level by level, until one is left."""
    while len(parts) > 1:
        lots = [parts[i : i + FAN_IN] for i in range(0, len(parts), FAN_IN)]
        parts = [submit("total", _worker.total, lot) for lot in lots]
    return parts[0]
