"""Where work runs: in as many processes as there are processors, each with one thread of linear algebra.

One thread a process keeps the processors from being shared out twice, and the last digits from hanging on how many
there are. This module imports nothing heavy, so that a new process can be told before numpy is loaded.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any, TypeVar

_T = TypeVar("_T")
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


@contextmanager
def begun(
    function: Callable[..., _T], tasks: Sequence[tuple[Any, ...]]
) -> Iterator[Callable[[], tuple[_T, ...]]]:
    """Begin ``function(*task)`` for every task in processes of their own.

    What is yielded waits for them and returns their results in the order of the tasks; until it is called, the
    caller can go on with other work. ``function`` and the tasks must be picklable; an error in a task is raised
    when its result is taken.
    """
    if not tasks:
        yield tuple
        return
    workers = min(len(tasks), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_one_thread) as pool:
        futures = [pool.submit(function, *task) for task in tasks]
        yield lambda: tuple(future.result() for future in futures)


def _one_thread() -> None:
    """Tell the numerical libraries of this new process, none of which is loaded yet, to use one thread."""
    os.environ.update(dict.fromkeys(_THREADS, "1"))
