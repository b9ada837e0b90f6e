"""The README's example runs as it stands, and is as short as it says."""

from __future__ import annotations

import re
from pathlib import Path

README = Path(__file__).resolve().parents[1] / "README.md"


def test_the_readme_example_runs(capsys) -> None:  # type: ignore[no-untyped-def]
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    scope: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(README), "exec"), scope)  # noqa: S102 - our own README
    said = capsys.readouterr().out
    assert "('call', '2025-02-12'" in said
    assert "call-2025-02-12, IMOEX, 2025-02-13 (tau0), constant mean: return +5.99%" in said
    lines = [line for line in blocks[0].splitlines() if line.strip()]
    assert len(lines) <= 10


def test_both_commands_stand_in_the_first_screen() -> None:
    first_screen = "\n".join(README.read_text(encoding="utf-8").splitlines()[:20])
    assert "make report" in first_screen
    assert "make test" in first_screen
