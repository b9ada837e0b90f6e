"""A Markdown article: its front matter, its title and its plain text."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\r?\n(.*?\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the fields of a leading ``---`` block (lower-case keys, unquoted values) and the rest."""
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    fields = {key.casefold(): value.strip("\"'") for key, value in _FIELD.findall(match[1])}
    return fields, text[match.end() :]


def plain_text(text: str) -> tuple[str, str]:
    """Return the first heading and the text without markup: one line a block, images and code left out."""
    title, lines = "", []
    heading = False
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "heading_open":
            heading = True
        elif token.type == "inline":
            line = _inline(token).strip()
            if heading and not title:
                title = " ".join(line.split())
            if line:
                lines.append(line)
            heading = False
    return title, "\n".join(lines)


def _inline(token: Token) -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts)
