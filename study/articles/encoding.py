"""From bytes to text: byte-order marks, declared charsets (which may lie), and the encodings of the field."""

from __future__ import annotations

import codecs
import re

from study.errors import ArticleError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
_SAMPLE = 200_000
_SINGLE_BYTE = ("cp1251", "koi8-r", "cp866", "iso8859-5", "cp1258", "cp1252")

# The commonest letters of written Russian and the letters of Vietnamese that other languages lack: a decoding
# that yields many of them, in lower case, is the right one.
_COMMON = frozenset("оеаинтсрвлкмдпуя")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_VIETNAMESE = frozenset(
    "ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ\u0300\u0301\u0303\u0309\u0323"
)
_CONTROL = re.compile("[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufffd]")


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of ``data`` and the name of the encoding that gave it.

    A byte-order mark decides; then strict UTF-8; then UTF-16 without a mark (by its zero bytes); then the
    declared charset and the single-byte encodings of Russian, Vietnamese and Western news compete, and the one
    whose letters look most like running text wins. A declared charset wins a tie only.

    Raises
    ------
    ArticleError
        If the bytes are no text in any of these (for instance an image).
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name), name.removesuffix("-sig")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\x00" not in text[:_HEAD]:
            return text, "utf-8"
    return _wide(data) or _best_single_byte(data)


def _strictly(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"the bytes begin with a {name} mark but are not valid {name}: {error.reason} at byte {error.start}; "
            "save the file again as UTF-8"
        ) from error


def _wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: in one byte order, half of the bytes of Latin or Cyrillic text are small."""
    if len(data) < 4 or len(data) % 2:
        return None
    sample = data[:_HEAD]
    low_high = [
        sum(byte in (0, 4, 30) for byte in sample[offset::2]) / (len(sample) // 2) for offset in (0, 1)
    ]
    if max(low_high) < 0.6:
        return None
    name = "utf-16-be" if low_high[0] > low_high[1] else "utf-16-le"
    try:
        return data.decode(name), name
    except UnicodeDecodeError:
        return None


def _best_single_byte(data: bytes) -> tuple[str, str]:
    declared = _declared(data)
    names = dict.fromkeys(([declared] if declared else []) + list(_SINGLE_BYTE))
    scored = []
    for rank, name in enumerate(names):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        scored.append((_plausibility(text[:_SAMPLE]), -rank, name, text))
    best = max(scored, default=None)
    if best is None or best[0] < 0:
        raise ArticleError(
            "the bytes are no text in UTF-8, UTF-16 or a single-byte encoding of Russian, Vietnamese or English; "
            "save the article as UTF-8"
        )
    return best[3], best[2]


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD])
    if match is None:
        return None
    try:
        codec = codecs.lookup(match[1].decode("ascii"))
    except LookupError:
        return None
    return codec.name if not codec.name.startswith(("utf-16", "utf-32")) else None


def _plausibility(text: str) -> float:
    """Return how much the non-ASCII characters look like running text, in [-1, 1]."""
    if _CONTROL.search(text):
        return -1.0
    foreign = [
        letter for letter in text if letter > "\x7f" and not letter.isspace() and letter not in "«»–—“”„’…№"
    ]
    if not foreign:
        return 0.0
    russian = sum(letter in _COMMON for letter in foreign) / len(foreign)
    vietnamese = sum(letter in _VIETNAMESE for letter in foreign) / len(foreign)
    return max(russian, vietnamese if not _CYRILLIC.search(text) else 0.0)
