"""Where the data folder stands: the user's own, the one of the clone, or the one inside the installed package."""

from __future__ import annotations

from pathlib import Path

from study.errors import DataError

_PACKAGE = Path(__file__).resolve().parent.parent


def find_data(path: Path | None = None) -> Path:
    """Return the data folder: ``path`` where given, else ``data/`` beside the package, else the packaged copy.

    Raises
    ------
    DataError
        If the folder does not exist.
    """
    if path is not None:
        if not path.is_dir():
            raise DataError(f"the data folder {path} does not exist; name a folder like the project's data/")
        return path
    for folder in (_PACKAGE.parent / "data", _PACKAGE / "_data"):
        if (folder / "datapackage.json").is_file():
            return folder
    raise DataError(
        "no data folder: neither data/ beside the package nor a packaged copy; name one with --data"
    )
