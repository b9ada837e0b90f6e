"""What a model proposes is kept only with proof; the endpoint is a loopback server of the test."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from study.articles import read_article
from study.errors import StudyError
from study.extraction.llm import Endpoint, check_proposals, propose

TEXT = "Trump met Putin on Friday. The S&P 500 fell 1.5% to 5,100.25 points."
EVENT = {
    "quote": "Trump met Putin on Friday",
    "type": "meeting",
    "when": "2025-02-07",
    "actors": ["Donald Trump"],
}
CLAIM = {
    "quote": "The S&P 500 fell 1.5%",
    "instrument": "SPX",
    "kind": "change_pct",
    "value": -1.5,
    "when": "2025-02-07",
}


@pytest.fixture
def article():
    return read_article(TEXT.encode(), name="a.txt", published="2025-02-10", language="en")


def test_a_proven_proposal_is_kept(article):
    found = check_proposals(article, {"events": [EVENT], "claims": [CLAIM]})
    (event,), (claim,) = found.events, found.claims
    assert article.body[event.start : event.end] == event.text
    assert (event.type, event.when, event.plover) == ("meeting", "2025-02-07", "CONSULT")
    assert (claim.instrument, claim.value, claim.decimals, claim.start) == ("SPX", -1.5, 1, 27)
    assert found.dropped == ()
    assert found.summary() == "1 events, 1 claims kept; 0 dropped"


@pytest.mark.parametrize(
    ("kind", "row", "reason"),
    [
        ("events", {**EVENT, "quote": "Trump met Xi"}, "does not contain the words"),
        ("events", {**EVENT, "quote": ""}, "quotes nothing"),
        ("events", {**EVENT, "type": "party"}, "not an event type"),
        ("events", {**EVENT, "when": "last Friday"}, "not a time value"),
        ("events", {**EVENT, "modality": "dreamt"}, "modality"),
        ("events", "Trump met Putin", "quotes nothing"),
        ("claims", {**CLAIM, "instrument": "S&P"}, "not an instrument"),
        ("claims", {**CLAIM, "value": -2.5}, "does not stand in the quoted words"),
        ("claims", {**CLAIM, "value": None}, "needs a number"),
        ("claims", {**CLAIM, "kind": "mood"}, "kind"),
    ],
)
def test_an_unproven_proposal_is_dropped_with_the_reason(article, kind, row, reason):
    found = check_proposals(article, {kind: [row]})
    assert found.events == found.claims == ()
    assert reason in found.dropped[0]


@pytest.fixture
def served():
    """Start a server on the loopback that answers every request with one text; give its address and requests."""
    seen = []

    class Handler(BaseHTTPRequestHandler):
        content = json.dumps({"events": [EVENT], "claims": []})

        def do_POST(self):
            seen.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            body = json.dumps({"choices": [{"message": {"content": self.content}}]}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1", seen, Handler
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_endpoint_is_asked_once_with_the_whole_article(article, served):
    url, seen, _ = served
    found = propose(article, Endpoint(url, "any"))
    assert [event.type for event in found.events] == ["meeting"]
    ((path, request),) = seen
    assert path == "/v1/chat/completions"
    assert request["messages"][1]["content"] == article.body
    assert "2025-02-10" in request["messages"][0]["content"]


@pytest.mark.parametrize("content", ["no JSON", "[1, 2]"])
def test_an_unusable_answer_is_an_error(article, served, content):
    url, _, handler = served
    handler.content = content
    with pytest.raises(StudyError, match="answer"):
        propose(article, Endpoint(url, "any"))


def test_a_key_is_not_shown():
    assert "secret" not in repr(Endpoint("http://127.0.0.1", "any", key="secret"))
