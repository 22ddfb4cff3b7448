"""Library, command line and endpoint return the same envelope."""

import dataclasses
import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

import index
from index import SearchRequest, as_json
from search_web import create_app
from tests.samples import command

REQUESTS = [
    SearchRequest("wsgi"),
    SearchRequest("deploying fridays", limit=3),
    SearchRequest("deploying zebra-crossing fridays", limit=3),
    SearchRequest("deploying zeppelin", relax=False),
    SearchRequest('"a web server is just a very patient function"'),
    SearchRequest('"patient function" OR "back pressure"'),
    SearchRequest("cook*", limit=1000),
    SearchRequest("cookie -session"),
    SearchRequest("-python", limit=5),
    SearchRequest("(flask OR wsgi) server speaker:ines"),
    SearchRequest("python title:c++ episode:2"),
    SearchRequest("pressure", speaker="lucía", episode="6"),
    SearchRequest(
        "python", date_from=datetime.date(2025, 2, 11), date_to=datetime.date(2025, 3, 11)
    ),
    SearchRequest("server", sort="date", limit=7, offset=3),
    SearchRequest("", speaker="priya", limit=4),
    SearchRequest("the", limit=0),
    SearchRequest("the", limit=2, offset=100_000),
    SearchRequest('"the ((', limit=5),
    SearchRequest("cookie", limit=1, facets=("speaker", "year", "episode", "show")),
    SearchRequest("wsgi", limit=3, before=1, after=2),
    SearchRequest("wsgi", limit=3, heard_as=True),
    SearchRequest("wsgi", limit=3, heard_as=False),
    SearchRequest("zeppelin"),
    SearchRequest("thank", limit=3),
    SearchRequest("thank", limit=3, collapse=True),
    SearchRequest("server", limit=3, sponsor="include"),
    SearchRequest("", limit=3, sponsor="only"),
    SearchRequest("🎙 %00 <b>&amp;+"),
    SearchRequest(" wsgi  server ", limit=2),
    SearchRequest('"patient server"~20 OR cook?e^2 OR s*rver', limit=4),
    SearchRequest("wsgi NEAR/20 server coookie~ date:[2025-01 TO 2025]", limit=3, strict=True),
    SearchRequest("server function", group_by="episode"),
    SearchRequest("cookie", group_by="episode", group_limit=1, limit=2, offset=1, sort="date"),
    SearchRequest("server -cookie", sort="time", limit=5),
    SearchRequest("patient zeppelin", group_by="episode", group_limit=0, facets=("episode",)),
    SearchRequest("(cookie OR flask~1)^2 -date:<2025-02 show:cycle", limit=2, explain=True),
]


def text_of(request: SearchRequest) -> dict[str, str]:
    """Return the fields that are set, as strings of a URL; 1 for a flag."""
    fields = dataclasses.asdict(request) | {"facets": ",".join(request.facets) or None}
    return {
        name: str(int(value) if isinstance(value, bool) else value)
        for name, value in fields.items()
        if (value is not None and value is not False)
        or name in ("collapse", "relax")
        or (name == "heard_as" and value is False)
    }


def from_library(location: Path, request: SearchRequest) -> Any:  # noqa: ANN401  # JSON
    with index.open_index(location) as engine:
        return as_json(engine.search(request))


def from_command(location: Path, request: SearchRequest) -> Any:  # noqa: ANN401  # JSON
    fields = text_of(request)
    q = fields.pop("q")
    heard_as = {"1": ["--heard-as"], "0": ["--no-heard-as"]}.get(fields.pop("heard_as", ""), [])
    flags = [f"--{name}" for name in ("strict", "explain") if fields.pop(name, None)]
    flags += [] if fields.pop("collapse") == "1" else ["--no-collapse"]
    flags += [] if fields.pop("relax") == "1" else ["--no-relax"]
    flags += [f"--facet={name}" for name in fields.pop("facets", "").split(",") if name]
    options = [f"--{name.replace('_', '-')}={value}" for name, value in fields.items()]
    options += [*heard_as, *flags]
    done = command("search", "-i", location, "--format", "json", *options, "--", q)
    envelope = json.loads(done.stdout)
    hits = envelope["total"]["value"] + envelope["total_close"]["value"]
    assert done.exit_code == (0 if hits else 1)
    return envelope


def from_endpoint(client: FlaskClient, request: SearchRequest) -> Any:  # noqa: ANN401  # JSON
    answer = client.get("/search", query_string=text_of(request))
    assert answer.status_code == 200
    return answer.json


@pytest.fixture(scope="module")
def client(sample_index: Path) -> FlaskClient:
    return create_app(sample_index).test_client()


@pytest.mark.parametrize("request_", REQUESTS, ids=lambda request: request.q or "filters")
def test_library_command_and_endpoint_answer_the_same(
    sample_index: Path, client: FlaskClient, request_: SearchRequest
) -> None:
    library = from_library(sample_index, request_)
    command_line = from_command(sample_index, request_)
    endpoint = from_endpoint(client, request_)
    for envelope in (library, command_line, endpoint):
        assert envelope.pop("took_ms") >= 0
    assert command_line == library
    assert endpoint == library


def test_the_requests_above_find_something_and_nothing(sample_index: Path) -> None:
    totals = [from_library(sample_index, request)["total"]["value"] for request in REQUESTS]
    assert sum(total > 0 for total in totals) > 12
    assert 0 in totals


@pytest.mark.parametrize("prefix", ["pip in", "data ", "pri", "speaker:in", '"request cy', "zzz"])
def test_library_command_and_endpoint_suggest_the_same(
    sample_index: Path, client: FlaskClient, prefix: str
) -> None:
    with index.open_index(sample_index) as engine:
        expected = index.suggestions_as_json(prefix, engine.suggest(prefix))
    printed = command("suggest", "-i", sample_index, "--format", "json", "--", prefix)

    assert json.loads(printed.stdout) == expected
    assert printed.exit_code == (0 if expected["suggestions"] else 1)
    assert client.get("/suggest", query_string={"q": prefix}).json == expected
