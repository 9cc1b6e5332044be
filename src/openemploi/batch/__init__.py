"""The nightly run: every person their offers and every offer its candidates, on one machine or on many.

A :class:`~openemploi.batch.plan.Plan` cuts the work into shards; each becomes one Parquet file that is the same
whoever makes it and whenever. :func:`~openemploi.batch.run.run` makes those that are missing, so that a run that was
killed anywhere goes on from its files. ``docs/operations/sizing.md`` says how many machines a country needs.
"""

from openemploi.batch.executors import BatchExecutor, ClusterExecutor, LocalExecutor
from openemploi.batch.plan import Direction, Plan, Shard
from openemploi.batch.run import Summary, run
from openemploi.batch.shard import ShardResult, run_shard

__all__ = [
    "BatchExecutor",
    "ClusterExecutor",
    "Direction",
    "LocalExecutor",
    "Plan",
    "Shard",
    "ShardResult",
    "Summary",
    "run",
    "run_shard",
]
