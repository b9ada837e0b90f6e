"""Work in processes: results in order, errors raised, the caller free meanwhile, one thread each."""

from __future__ import annotations

import os

import pytest

from study.engine import begun


def test_results_come_in_the_order_of_the_tasks() -> None:
    with begun(divmod, [(7, 2), (9, 4), (8, 8)]) as finished:
        assert finished() == ((3, 1), (2, 1), (1, 0))


def test_an_error_in_a_task_is_raised_where_its_result_is_taken() -> None:
    with begun(divmod, [(7, 2), (1, 0)]) as finished, pytest.raises(ZeroDivisionError):
        finished()


def test_no_tasks_begin_no_process() -> None:
    with begun(divmod, []) as finished:
        assert finished() == ()


def test_each_process_has_one_thread_and_the_caller_keeps_its_own() -> None:
    before = dict(os.environ)
    with begun(os.getenv, [("OPENBLAS_NUM_THREADS",), ("OMP_NUM_THREADS",)]) as finished:
        assert finished() == ("1", "1")
    assert dict(os.environ) == before
