"""A report made again from its own manifest and held against it, byte for byte, and its files against it, too."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from study.files import sha256_of
from study.report.manifest import current_versions, read_manifest
from study.report.run import run
from study.report.write import write_report

if TYPE_CHECKING:
    from study.datasets import DataFolder

COLUMNS = ("part", "name", "then", "stands", "now", "same")


def reproduce(folder: Path, data: DataFolder) -> pd.DataFrame:
    """Run the plan of a report's manifest again and compare inputs, versions and every file.

    The files of the folder are hashed as well, so that one that was edited or removed since shows.

    Parameters
    ----------
    folder
        What ``study report`` wrote.
    data
        The data folder on which it is made again.

    Returns
    -------
    pandas.DataFrame
        One row an input, a version and an output: part (``input``, ``version``, ``output``), name, then (what the
        manifest says: SHA-256 or version), stands (of an output: the hash of the file as it stands in the folder
        now), now (of what was made again), each empty where there is none, and same. Differing inputs or versions
        explain outputs that differ now; one that stands otherwise was changed by hand, or is missing.

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
        "input": (before.inputs, before.inputs, after.inputs),
        "version": (before.versions, before.versions, current_versions()),
        "output": (before.outputs, _standing(folder, before.outputs), after.outputs),
    }
    rows = [
        (
            part,
            name,
            then.get(name, ""),
            there.get(name, "") if part == "output" else "",
            now.get(name, ""),
            then.get(name) == there.get(name) == now.get(name),
        )
        for part, (then, there, now) in parts.items()
        for name in sorted({*then, *now})
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _standing(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the hashes of the files as they stand in the folder now; what is missing, or outside it, has none."""
    root = folder.resolve()
    paths = {name: (root / name).resolve() for name in names}
    return {
        name: sha256_of(path) for name, path in paths.items() if path.is_relative_to(root) and path.is_file()
    }
