"""Which of the three languages an article is written in (py3langid restricted to Vietnamese, English, Russian)."""

from __future__ import annotations

import re
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from study.errors import ArticleError
from study.records import Language

_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_SAMPLE = 20_000
_CLEAR = 0.5


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(["vi", "en", "ru"])
    return identifier


def detect_language(text: str) -> Language:
    """Return ``vi``, ``en`` or ``ru``: by script where that decides, else by py3langid's n-gram model.

    Raises
    ------
    ArticleError
        If the text holds no letters.
    """
    sample = text[:_SAMPLE]
    letters = len(_LETTER.findall(sample))
    if not letters:
        raise ArticleError(
            "the text holds no letters, so its language cannot be told; pass language=vi, en or ru"
        )
    if len(_CYRILLIC.findall(sample)) > _CLEAR * letters:
        return "ru"
    language, _ = _identifier().classify(sample)
    return "vi" if language == "vi" else "ru" if language == "ru" else "en"
