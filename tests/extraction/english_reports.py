"""What the tests of English events share: a title and a sentence that tell of nothing, and events as lines."""

from study.articles import read_article
from study.extraction import extract

FILLER = "A quiet week\nNothing of note took its course in the valley.\n"


def events(text, lead=FILLER, published="2025-02-13"):
    """Return the events of a text as sorted lines of type, date and modality."""
    article = read_article((lead + text).encode(), name="a.txt", published=published, language="en")
    return sorted(f"{event.type} {event.when} {event.modality}" for event in extract(article).events)
