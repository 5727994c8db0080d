r"""A web service on this machine alone: started, waited for and stopped, whatever it is asked in between.

`new_app` gives a FastAPI application that reads no request which is too long or no proper JSON, and that never sends
back what it was sent. `Service` serves an application on the loopback address, at a port that is free.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

LOOPBACK = "127.0.0.1"
MOST_BYTES = 16 * 1024
_START_S, _STOP_S = 20.0, 10.0

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


def new_app() -> FastAPI:
    r"""Make an application without endpoints, which refuses politely.

    What comes to an endpoint by POST is one JSON object of at most 16 KiB. Whatever else comes is answered 400, 413,
    415 or 422, always with {"error": …} and never with what came in.
    """
    # No pages that describe the service: they would load scripts from elsewhere. No redirects: they repeat the address.
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.add_middleware(_Guard)
    app.exception_handler(RequestValidationError)(_refuse_content)
    for status in (404, 405):  # raised by the router; FastAPI's own HTTPException is a kind of what it raises
        app.exception_handler(status)(_refuse)
    app.exception_handler(Exception)(_fail)
    return app


class Service:
    r"""An application served over HTTP in a thread of its own: `with Service(app) as service:`.

    It answers when `start` returns, and its port is free again when `stop` returns. To start twice, or to stop what is
    not running, does nothing.

    Attributes:
        host: the loopback address, which no other machine can reach.
        port: the port that the system chose, or 0 while nothing runs.
    """

    host = LOOPBACK

    def __init__(self, app: FastAPI) -> None:
        r"""Prepare; nothing runs before `start`.

        Args:
            app: the application to serve.
        """
        self.app = app
        self.port = 0
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> Service:
        r"""Serve, and come back when requests are answered.

        Raises: RuntimeError: if the service does not answer in time.
        """
        if self.port:
            return self
        self.stop()  # what an interrupt has left, if anything
        # log_config=None: uvicorn would write every request under the cell, in red.
        config = uvicorn.Config(
            self.app, self.host, port=0, log_config=None, access_log=False, log_level="critical", http="h11",
            ws="none", lifespan="off", server_header=False, timeout_graceful_shutdown=1,
        )  # fmt: skip
        self._server = uvicorn.Server(config)
        # A daemon: a kernel that is shut down does not wait for it.
        self._thread = threading.Thread(target=self._server.run, name="service", daemon=True)
        self._thread.start()
        try:
            self._wait(self._server, self._thread)
            self.port = self._server.servers[0].sockets[0].getsockname()[1]
        except BaseException:  # an interrupt, too: no `with` has begun that would stop the service
            self.stop()
            raise
        return self

    def _wait(self, server: uvicorn.Server, thread: threading.Thread) -> None:
        deadline = time.monotonic() + _START_S
        while not server.started:
            if not thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError(f"the service did not start on {self.host}: restart the kernel and try again.")
            time.sleep(0.005)

    def stop(self) -> None:
        r"""Finish what is being answered, for a second at most, and free the port.

        Raises: RuntimeError: if the service goes on all the same.
        """
        if self._server is None or self._thread is None:
            return
        self.port = 0
        self._server.should_exit = True
        self._thread.join(_STOP_S)
        if self._thread.is_alive():
            raise RuntimeError(f"the service did not stop within {_STOP_S:.0f} s: restart the kernel.")
        self._server = self._thread = None

    def __enter__(self) -> Service:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


class _Guard:
    """Reads the body of a POST before the application does, and lets through one JSON object alone."""

    def __init__(self, app: Callable[[Message, Receive, Send], Awaitable[None]]) -> None:
        self.app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST":
            await self.app(scope, receive, send)
            return
        try:
            _check_headers(dict(scope["headers"]))
            body = await _read(receive)
            _check_json(body)
        except _Gone:
            return  # nobody waits for an answer
        except HTTPException as error:
            await _error(error.status_code, error.detail)(scope, receive, send)
            return

        unread = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return unread.pop() if unread else await receive()

        await self.app(scope, replay, send)


class _Gone(Exception):
    """Who asked has hung up."""


def _check_headers(headers: dict[bytes, bytes]) -> None:
    kind = headers.get(b"content-type", b"").split(b";")[0].strip().lower()
    if kind != b"application/json":
        raise HTTPException(415, "the content type is not application/json")
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise HTTPException(415, "the body is compressed")
    length = headers.get(b"content-length", b"0")
    if not length.isdigit() or len(length) > 10 or int(length) > MOST_BYTES:
        raise HTTPException(413, f"the body is longer than {MOST_BYTES} bytes")


async def _read(receive: Receive) -> bytes:
    """The whole body, or none of it: what comes in pieces has no length to be asked for beforehand."""
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _Gone
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            raise HTTPException(413, f"the body is longer than {MOST_BYTES} bytes")
        if not message.get("more_body", False):
            return bytes(body)


def _check_json(body: bytes) -> None:
    """Refuse what readers of JSON disagree on: bytes that are not UTF-8, a key twice, NaN, depths without end."""
    try:
        value = json.loads(body.decode(), object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except (ValueError, RecursionError):  # of ValueError's kind: what is no UTF-8, no JSON, a number of endless digits
        raise HTTPException(400, "the body is not proper JSON in UTF-8") from None
    if not isinstance(value, dict):
        raise HTTPException(422, "the body is not a JSON object")


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise ValueError
    return dict(pairs)


def _no_constant(name: str) -> None:
    raise ValueError


async def _refuse_content(request: Request, error: RequestValidationError) -> JSONResponse:
    """Answer 422 with what is wrong. FastAPI's own answer holds the whole input as well."""
    first = error.errors()[0]
    # A place may be a key of the input. Names that the endpoint has declared are its own words.
    declared = {field.alias for field in request.scope["route"].dependant.body_params}
    place = next((str(part) for part in first["loc"] if part in declared), "the body")
    return _error(422, f"{place} {_WORDS.get(first['type'], 'is not what was expected')}")


# pydantic's names of what is wrong. Its own sentences may quote the input.
_WORDS = {
    "missing": "is missing",
    "string_type": "is not a string",
    "string_too_short": "is too short",
    "string_too_long": "is too long",
    "string_pattern_mismatch": "is blank",
    "string_unicode": "holds half a character",
}


async def _refuse(request: Request, error: HTTPException) -> JSONResponse:
    """Answer 404, 405 and their like in the same form as the rest."""
    return _error(error.status_code, error.detail, error.headers)


async def _fail(request: Request, error: Exception) -> JSONResponse:
    """Answer 500 where an endpoint has failed, without a word about where and why."""
    return _error(500, "the service has failed")


def _error(status: int, words: str, headers: Any = None) -> JSONResponse:
    return JSONResponse({"error": words}, status, headers)
