"""The tables in docs/ are those that the package gives today."""

from __future__ import annotations

import importlib.util
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"


def test_the_pages_tables_are_current() -> None:
    spec = importlib.util.spec_from_file_location("refresh", DOCS / "refresh.py")
    assert spec is not None
    assert spec.loader is not None
    refresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(refresh)
    found = refresh.tables()
    for page in sorted(DOCS.glob("*.md")):
        text = page.read_text(encoding="utf-8")
        assert refresh.renewed(text, found) == text, f"{page.name} is stale; run: python docs/refresh.py"
    assert all(f"<!-- table {name} -->" in (DOCS / "claims.md").read_text(encoding="utf-8") for name in found)
