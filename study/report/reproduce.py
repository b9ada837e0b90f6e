"""A report made again from its own manifest and held against it, byte for byte."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from study.report.manifest import current_versions, read_manifest
from study.report.run import run
from study.report.write import write_report

if TYPE_CHECKING:
    from study.datasets import DataFolder

COLUMNS = ("part", "name", "then", "now", "same")


def reproduce(folder: Path, data: DataFolder) -> pd.DataFrame:
    """Run the plan of a report's manifest again and compare inputs, versions and every file.

    Parameters
    ----------
    folder
        What ``study report`` wrote.
    data
        The data folder on which it is made again.

    Returns
    -------
    pandas.DataFrame
        One row an input, a version and an output: part (``input``, ``version``, ``output``), name, then and now
        (SHA-256 or version; empty where there is none), same. Differing inputs or versions explain differing
        outputs.

    Raises
    ------
    RecordError
        If the folder holds no manifest.
    StudyError
        If the study cannot be made again on this data.
    """
    before = read_manifest(folder)
    with tempfile.TemporaryDirectory(prefix="study-reproduce-") as scratch:
        again = Path(scratch)
        write_report(run(data, before.plan), again)
        after = read_manifest(again)
    parts = {
        "input": (before.inputs, after.inputs),
        "version": (before.versions, current_versions()),
        "output": (before.outputs, after.outputs),
    }
    rows = [
        (part, name, then.get(name, ""), now.get(name, ""), then.get(name) == now.get(name))
        for part, (then, now) in parts.items()
        for name in sorted({*then, *now})
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))
