"""The manifest of a report: its plan, the hashes of what went in and came out, and the versions that made it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from study.errors import RecordError
from study.files import sha256_of
from study.plan import Plan
from study.records import parse_record

if TYPE_CHECKING:
    from study.report.results import Results

NAME = "manifest.json"
_PACKAGES = ("event-study-toolkit", "matplotlib", "numpy", "pandas", "scipy", "statsmodels")


@dataclass(frozen=True)
class Manifest:
    """What a report was made of.

    Attributes
    ----------
    plan
        The study's plan.
    inputs, outputs
        Path (in the data folder, in the report's folder) to SHA-256.
    versions
        Package to version.
    """

    plan: Plan
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]
    versions: Mapping[str, str]


def manifest_text(results: Results, folder: Path, written: Sequence[Path]) -> str:
    """Return the manifest of the files ``written`` into ``folder``, as JSON."""
    content = {
        "plan": results.plan.model_dump(mode="json"),
        "inputs": results.data.resources().set_index("path")["sha256"].to_dict(),
        "outputs": {path.relative_to(folder).as_posix(): sha256_of(path) for path in sorted(written)},
        "versions": current_versions(),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def current_versions() -> dict[str, str]:
    """Return the versions of the packages on which a report's bytes rest."""
    return {name: version(name) for name in _PACKAGES}


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of a report's folder.

    Raises
    ------
    RecordError
        If there is none, or it is no manifest of a report.
    """
    path = folder / NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        parts = {key: dict(content[key]) for key in ("inputs", "outputs", "versions")}
        plan = parse_record(Plan, content["plan"], str(path))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RecordError(
            f"{path}: no manifest of a report could be read ({error}); name a folder that `study report` wrote"
        ) from error
    return Manifest(plan, parts["inputs"], parts["outputs"], parts["versions"])


def remove_stale(folder: Path, written: Sequence[Path]) -> tuple[Path, ...]:
    """Remove what an earlier report left in ``folder`` and this one did not write; return it.

    Only files that the earlier manifest names and whose bytes are still as it says: what a person put there or
    changed stays.
    """
    try:
        before = read_manifest(folder).outputs
    except RecordError:
        return ()
    kept = {path.resolve() for path in written}
    stale = []
    for name, digest in before.items():
        path = (folder / name).resolve()
        inside = path.is_relative_to(folder.resolve())
        if inside and path not in kept and path.is_file() and sha256_of(path) == digest:
            path.unlink()
            stale.append(path)
    return tuple(stale)
