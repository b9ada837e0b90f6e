"""``datapackage.json``: what a data folder holds, with sizes, hashes, units, zones, sources and licences.

Source: Frictionless Data, Data Package and Tabular Data Package specifications, version 1, 2017. ``rows``, ``unit``
and ``zone`` of a resource are properties of our own.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from study.errors import DataError
from study.files import sha256_of, write_atomic

FILE_NAME = "datapackage.json"
REFRESH = "python -m study.datasets DIR"
# Not data: the description itself, and the prose beside it.
_UNLISTED = (FILE_NAME, "SOURCES.md", "README.md")
_MEDIA_TYPES = {
    ".csv": "text/csv",
    ".htm": "text/html",
    ".html": "text/html",
    ".md": "text/markdown",
    ".toml": "application/toml",
    ".txt": "text/plain",
}
Descriptor = dict[str, Any]


@dataclass(frozen=True)
class Resource:
    """One file of the folder: where it stands, what vouches for it, and what its numbers mean."""

    name: str
    path: str
    sha256: str
    bytes: int
    rows: int | None
    unit: str
    zone: str
    source: str

    COLUMNS: ClassVar[tuple[str, ...]] = ("name", "path", "sha256", "bytes", "rows", "unit", "zone", "source")

    def row(self) -> tuple[object, ...]:
        """Return the values in the order of `COLUMNS`."""
        return tuple(getattr(self, column) for column in self.COLUMNS)


def read_package(root: Path) -> list[Resource]:
    """Return the resources that ``datapackage.json`` of a folder lists.

    Raises
    ------
    DataError
        If there is no description, it is not valid JSON, or a path leads out of the folder.
    """
    return [_resource(root, item) for item in _read(root)["resources"]]


def verify_hashes(root: Path, resources: Iterable[Resource]) -> None:
    """Hold every file against its hash.

    Raises
    ------
    DataError
        Naming the first file that is missing or differs, and the remedy.
    """
    for resource in resources:
        path = root / resource.path
        if not path.is_file():
            raise DataError(
                f"{resource.path} is listed in {FILE_NAME} but missing; restore it or run {REFRESH}"
            )
        found = sha256_of(path)
        if found != resource.sha256:
            raise DataError(
                f"{resource.path} differs from its hash in {FILE_NAME} (sha256 {found[:12]}... instead of "
                f"{resource.sha256[:12]}...); restore the file, or run {REFRESH} if the change was meant"
            )


def describe(root: Path) -> list[Resource]:
    """Bring ``datapackage.json`` of a folder up to date, and return its resources.

    Sizes, hashes and row counts are measured; what a person wrote about a file stays. Files that are not listed
    are added with what can be told from them; entries whose file is gone are removed.

    Raises
    ------
    DataError
        If the folder does not exist, or its description is not valid.
    """
    if not root.is_dir():
        raise DataError(f"the data folder {root} does not exist")
    package = _read(root) if (root / FILE_NAME).is_file() else _new_package(root)
    listed = {item["path"]: item for item in package["resources"]}
    files = [path.relative_to(root).as_posix() for path in sorted(root.rglob("*")) if _is_data(root, path)]
    package["resources"] = [_measured(root, listed.get(path) or _new_resource(root, path)) for path in files]
    write_atomic(root / FILE_NAME, json.dumps(package, ensure_ascii=False, indent=2) + "\n")
    return read_package(root)


def _is_data(root: Path, path: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return path.is_file() and not hidden and path.name not in _UNLISTED


def _read(root: Path) -> Descriptor:
    path = root / FILE_NAME
    if not path.is_file():
        raise DataError(f"the data folder {root.name} has no {FILE_NAME}; write one with {REFRESH}")
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise DataError(f"{FILE_NAME} is not valid JSON: {error}") from error
    if not isinstance(package, dict) or not isinstance(package.get("resources"), list):
        raise DataError(f"{FILE_NAME} is no data package: it has no list of resources")
    return package


def _resource(root: Path, item: Descriptor) -> Resource:
    try:
        name, path, digest = str(item["name"]), str(item["path"]), str(item["hash"])
        size = int(item["bytes"])
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{FILE_NAME}: a resource lacks name, path, bytes or hash; run {REFRESH}") from error
    if not (root / path).resolve().is_relative_to(root.resolve()):
        raise DataError(f"{FILE_NAME}: the path {path!r} leads out of the folder")
    sources = "; ".join(source.get("title", "") for source in item.get("sources", ()))
    sha256 = digest.removeprefix("sha256:")
    return Resource(
        name, path, sha256, size, item.get("rows"), item.get("unit", ""), item.get("zone", ""), sources
    )


def _new_package(root: Path) -> Descriptor:
    return {"name": _slug(root.resolve().name), "profile": "data-package", "resources": []}


def _new_resource(root: Path, path: str) -> Descriptor:
    suffix = Path(path).suffix.lower()
    item: Descriptor = {"name": _slug(path.removesuffix(suffix)), "path": path}
    if suffix in _MEDIA_TYPES:
        item["mediatype"] = _MEDIA_TYPES[suffix]
    if suffix == ".csv":
        with (root / path).open(encoding="utf-8-sig", newline="") as file:
            header = next(csv.reader(file), [])
        fields = [{"name": column, "type": "any"} for column in header]
        item |= {"profile": "tabular-data-resource", "schema": {"fields": fields, "missingValues": [""]}}
    return item


def _measured(root: Path, item: Descriptor) -> Descriptor:
    path = root / item["path"]
    measured = {**item, "bytes": path.stat().st_size, "hash": f"sha256:{sha256_of(path)}"}
    if path.suffix.lower() == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            measured["rows"] = sum(1 for _ in csv.reader(file)) - 1
    return measured


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-")
