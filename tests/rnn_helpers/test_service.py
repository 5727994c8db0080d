"""What a service answers, asked over HTTP, and that it starts and stops."""

import json
import re
import socket
import threading
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Annotated, Any

import nbformat
import pytest
import torch
from fastapi import Body
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import nn

from rnn_helpers.service import MOST_BYTES, Service, new_app
from rnn_helpers.texts.data import LABELS

NOTEBOOK = Path(__file__).parents[2] / "source/11_solving_a_real_world_problem/11_solving_a_real_world_problem.ipynb"
JSON = {"Content-Type": "application/json"}
SECRET = "kumquat"  # stands in what is sent, and in no answer


class Reader(nn.Module):
    """A small network that reads the bytes of a text, and like the notebook's own cannot read a text without tokens."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding, self.gru, self.readout = nn.Embedding(256, 4), nn.GRU(4, 4, batch_first=True), nn.Linear(4, 3)

    @torch.no_grad()
    def forward(self, text: str) -> list[float]:
        assert re.findall(r"\w+|[^\w\s]+", text)
        ids = torch.tensor([list(text.encode())])
        _, h = self.gru(self.embedding(ids))
        return self.readout(h[-1]).softmax(1)[0].tolist()


def endpoint_of_the_notebook() -> Any:
    """The application as the notebook's own cell makes it, around a small network."""
    cells = {cell.id: cell.source for cell in nbformat.read(NOTEBOOK, as_version=4).cells}
    names = {"classify": Reader(), "LABELS": LABELS, "new_app": new_app, "Annotated": Annotated, "Body": Body, "re": re}
    exec(cells["endpoint"], names)
    return names["app"]


@pytest.fixture(scope="module")
def service():
    with Service(endpoint_of_the_notebook()) as running:
        yield running


def ask(service: Service, body: Any, method: str = "POST", headers: dict | None = None, path: str = "/sentiment"):
    """Status, and the answer as text."""
    with closing(HTTPConnection(service.host, service.port, timeout=20)) as connection:
        connection.request(method, path, body, JSON if headers is None else headers, encode_chunked=False)
        response = connection.getresponse()
        return response.status, response.read().decode()


def send(service: Service, raw: bytes) -> bytes:
    """The answer to bytes that no client would send."""
    with closing(socket.create_connection((service.host, service.port), timeout=20)) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(4096), b""))


@pytest.mark.parametrize("text", ["good", " so good! :-) ", "é 😀 \u0000", "x" * 500, "\u202eback"])
def test_a_text_gets_three_probabilities(service, text):
    status, answer = ask(service, json.dumps({"text": text}))
    assert status == 200
    said = json.loads(answer)
    assert list(said) == list(LABELS)
    assert sum(said.values()) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ("{}", 422, "text is missing"),
        ('{"Text": "kumquat"}', 422, "text is missing"),
        ('{"text": 17}', 422, "text is not a string"),
        ('{"text": null}', 422, "text is not a string"),
        ('{"text": ["kumquat"]}', 422, "text is not a string"),
        ('{"text": {"kumquat": 1}}', 422, "text is not a string"),
        ('{"text": ""}', 422, "text is blank"),
        ('{"text": " \\t\\n "}', 422, "text is blank"),
        ('{"text": "\\u2003\\u0085"}', 422, "text is blank"),
        ('{"text": "\\u001c\\u001f"}', 422, "text is blank"),  # blank for Python, and not for pydantic's own patterns
        (json.dumps({"text": "kumquat" * 72}), 422, "text is too long"),
        ('{"text": "kumquat \\ud800"}', 422, "text holds half a character"),
        ("[]", 422, "not a JSON object"),
        ('["text"]', 422, "not a JSON object"),
        ("17", 422, "not a JSON object"),
        ('"text"', 422, "not a JSON object"),
        ("null", 422, "not a JSON object"),
        ("", 400, "not proper JSON"),
        ("kumquat", 400, "not proper JSON"),
        ('{"text": "kumquat"', 400, "not proper JSON"),
        ("{'text': 'kumquat'}", 400, "not proper JSON"),
        ('{"text": "good", "text": "kumquat"}', 400, "not proper JSON"),
        ('{"text": "good", "more": {"a": 1, "a": 2}}', 400, "not proper JSON"),
        ('{"text": NaN}', 400, "not proper JSON"),
        ('{"text": "good", "more": -Infinity}', 400, "not proper JSON"),
        ('{"text": ' + "[" * 8000 + "]" * 8000 + "}", 400, "not proper JSON"),
        ("[" * 16000, 400, "not proper JSON"),
        ('{"text": ' + "9" * 10000 + "}", 400, "not proper JSON"),
        (b'{"text": "kumquat \xff"}', 400, "not proper JSON"),
        (b'{"text": "\xed\xa0\x80"}', 400, "not proper JSON"),
        ('{"text": "kumquat"}'.encode("utf-16"), 400, "not proper JSON"),
        (b'\xef\xbb\xbf{"text": "kumquat"}', 400, "not proper JSON"),
    ],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_wrong_is_refused_and_not_echoed(service, body, status, words):
    found, answer = ask(service, body)
    assert found == status
    assert words in json.loads(answer)["error"]
    assert_says_nothing(answer)


def assert_says_nothing(answer: str) -> None:
    assert set(json.loads(answer)) == {"error"}
    for word in (SECRET, "Traceback", "File", "input", "rnn_helpers", "pydantic"):
        assert word not in answer


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/jsonp"},
        {"Content-Type": SECRET},
        JSON | {"Content-Encoding": "gzip"},
    ],
)
def test_another_content_type(service, headers):
    status, answer = ask(service, '{"text": "kumquat"}', headers=headers)
    assert status == 415
    assert_says_nothing(answer)


def test_a_content_type_may_name_its_characters(service):
    assert ask(service, '{"text": "good"}', headers={"Content-Type": "Application/JSON; charset=utf-8"})[0] == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_another_method(service, method):
    status, answer = ask(service, '{"text": "kumquat"}', method)
    assert status == 405
    assert_says_nothing(answer)


@pytest.mark.parametrize(
    "path",
    ["/", "/docs", "/openapi.json", f"/{SECRET}", "/sentiment/", f"/sentiment/?{SECRET}", "/sentiment/../x", "/%ff"],
)
def test_another_path(service, path):
    status, answer = ask(service, '{"text": "kumquat"}', path=path)
    assert status == 404
    assert_says_nothing(answer)


@pytest.mark.parametrize("size", [MOST_BYTES + 1, 3_000_000])
def test_a_body_that_is_too_long(service, size):
    status, answer = ask(service, b'{"text": "' + b" " * (size - 12) + b'"}')
    assert status == 413
    assert_says_nothing(answer)


def test_a_body_in_pieces_is_counted_while_it_is_read(service):
    def pieces(n):
        yield b'{"text": "'
        yield from [SECRET.encode() * 100] * n
        yield b'"}'

    for n, expected in ((0, 422), (1, 422), (2000, 413)):
        with closing(HTTPConnection(service.host, service.port, timeout=20)) as connection:
            connection.request("POST", "/sentiment", pieces(n), JSON, encode_chunked=True)
            response = connection.getresponse()
            assert response.status == expected
            assert_says_nothing(response.read().decode())


def test_a_body_without_an_end_is_not_waited_for(service):
    head = (
        b"POST /sentiment HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    with closing(socket.create_connection((service.host, service.port), timeout=20)) as connection:
        connection.sendall(head)
        for _ in range(20):
            connection.sendall(b"400\r\n" + b"k" * 1024 + b"\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("length", ["-1", "x", "1e3", str(10**30), "²"])
def test_a_length_that_is_none(service, length):
    head = f"POST /sentiment HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    assert send(service, head.encode() + b"{}").split()[1] in (b"400", b"413")


@pytest.mark.parametrize("raw", [b"\x00\xff\n\n", b"POST\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\r\n" * 40000])
def test_what_is_no_http(service, raw):
    answer = send(service, raw)
    assert b"Traceback" not in answer and b" 500 " not in answer


def test_who_hangs_up_does_no_harm(service):
    head = b"POST /sentiment HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
    for _ in range(5):
        send(service, head)
    assert ask(service, '{"text": "good"}')[0] == 200


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=40),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5) | st.just("text"), inner, max_size=3)
    ),
    max_leaves=8,
)
over_http = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@over_http
@given(VALUES | st.fixed_dictionaries({"text": VALUES}))
def test_any_json_is_answered(service, value):
    status, answer = ask(service, json.dumps(value))
    assert status in (200, 400, 422)
    assert set(json.loads(answer)) == ({"error"} if status != 200 else set(LABELS))


@over_http
@given(st.binary(max_size=200))
def test_any_bytes_are_answered(service, body):
    assert ask(service, body)[0] in (200, 400, 422)


def test_many_ask_at_once_and_each_gets_its_own_answer(service):
    texts = [f"text number {i} {'!' * i}" for i in range(24)]
    alone = [ask(service, json.dumps({"text": text})) for text in texts]
    together: list = [None] * len(texts)

    def work(i: int) -> None:
        together[i] = ask(service, json.dumps({"text": texts[i]}))

    threads = [threading.Thread(target=work, args=(i,)) for i in range(len(texts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone
    assert len(set(alone)) > 1


def test_an_endpoint_that_fails_shows_nothing_and_lives_on():
    app = new_app()

    @app.post("/sentiment")
    def fail(text: Annotated[str, Body(embed=True)]) -> None:
        raise RuntimeError(text)

    with Service(app) as running:
        for _ in range(2):
            status, answer = ask(running, '{"text": "kumquat"}')
            assert status == 500
            assert_says_nothing(answer)


def test_an_endpoint_of_another_kind_repeats_no_key():
    app = new_app()

    @app.post("/sentiment")
    def count(numbers: dict[str, int]) -> int:
        return len(numbers)

    with Service(app) as running:
        status, answer = ask(running, '{"kumquat": "kumquat"}')
    assert status == 422
    assert_says_nothing(answer)


def is_free(port: int) -> bool:
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def test_starts_twice_and_stops_twice():
    service = Service(new_app())
    service.stop()
    port = service.start().port
    assert service.start().port == port and not is_free(port)
    service.stop()
    service.stop()
    assert service.port == 0 and is_free(port)
    with service:  # and again
        assert ask(service, "{}")[0] == 404


def test_two_services_run_side_by_side():
    with Service(new_app()) as one, Service(new_app()) as other:
        assert one.port != other.port


def test_the_port_is_free_after_a_cell_that_fails():
    with pytest.raises(ZeroDivisionError), Service(new_app()) as running:
        port = running.port
        raise ZeroDivisionError
    assert is_free(port)


def threads_of_services() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith(("service", "AnyIO"))]


@pytest.fixture
def alone():
    """The threads of the services that other tests have left on."""
    return threads_of_services()


def test_no_thread_is_left(alone):
    with Service(endpoint_of_the_notebook()) as running:
        assert ask(running, '{"text": "good"}')[0] == 200
        assert len(threads_of_services()) > len(alone)
    end = time.monotonic() + 600
    while len(threads_of_services()) > len(alone):  # those of the framework end by themselves
        assert time.monotonic() < end, threads_of_services()
        time.sleep(0.01)


def interrupted(*_: Any) -> None:
    raise KeyboardInterrupt


def test_an_interrupt_while_it_starts_leaves_nothing(alone, monkeypatch):
    service = Service(new_app())
    with monkeypatch.context() as patch:
        patch.setattr(service, "_wait", interrupted)
        with pytest.raises(KeyboardInterrupt):
            service.start()
    assert threads_of_services() == alone
    with service:
        assert ask(service, "{}")[0] == 404


def test_a_service_that_is_being_stopped_starts_anew(monkeypatch):
    service = Service(new_app()).start()
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "join", interrupted)
        with pytest.raises(KeyboardInterrupt):
            service.stop()
    with service:
        assert ask(service, "{}")[0] == 404


# uvicorn leaves its thread by SystemExit, which Python takes for an end and pytest for an error.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_machine_without_a_port_is_said_in_a_sentence(alone, monkeypatch):
    monkeypatch.setattr(Service, "host", "203.0.113.1")  # of no machine: nothing can be bound to it
    with pytest.raises(RuntimeError, match="did not start"):
        Service(new_app()).start()
    assert threads_of_services() == alone


def test_only_this_machine_is_served(service):
    assert service.host == "127.0.0.1"


def test_who_holds_the_line_does_not_keep_it_from_stopping():
    service = Service(new_app()).start()
    with closing(socket.create_connection((service.host, service.port))) as holds:
        holds.sendall(b"POST /sentiment HTTP/1.1\r\nHost: x\r\n")
        begun = time.monotonic()
        service.stop()
        assert time.monotonic() - begun < 8


def test_nothing_is_written_under_the_cell(service, capfd):
    ask(service, "kumquat")
    send(service, b"\x00\xff\n\n")
    assert capfd.readouterr() == ("", "")
