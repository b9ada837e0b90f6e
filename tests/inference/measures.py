"""What tests of studies read off them, and how closely it is held to what other code gives."""

from __future__ import annotations

import numpy as np

from study.inference import EventStudy


def close(actual: object, expected: object, rtol: float = 1e-9) -> None:
    np.testing.assert_allclose(
        np.array(actual, dtype=float), np.array(expected, dtype=float), rtol=rtol, atol=1e-11
    )


def statistic(study: EventStudy, name: str, start: int, end: int, column: str = "statistic") -> float:
    rows = study.tests.set_index(["test", "start", "end"])
    return float(rows.loc[(name, start, end), column])
