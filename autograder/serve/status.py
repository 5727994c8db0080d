"""How grading on arrival goes, for a browser and for Prometheus: on this machine alone, and naming nobody."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import uvicorn
from fastapi import FastAPI, Response
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from autograder import Unavailable
from autograder.serve.journal import State
from autograder.serve.service import Status

HOST = "127.0.0.1"
_PAGES = Environment(loader=PackageLoader("autograder.serve", "."), autoescape=True)


class _Metrics(Collector):
    """The status, as Prometheus reads it."""

    def __init__(self, status: Callable[[], Status]) -> None:
        self._status = status

    def collect(self) -> Iterator[Metric]:
        now = self._status()
        hand_ins = GaugeMetricFamily("autograder_hand_ins", "Hand-ins that were seen, by state.", labels=["state"])
        for state in State:
            hand_ins.add_metric([state], now.counts.get(state, 0))
        yield hand_ins
        yield GaugeMetricFamily("autograder_running", "Hand-ins that are graded now.", now.running)
        yield GaugeMetricFamily("autograder_answer_seconds", "From seen to answered, the last one.", _last(now))
        looked = "When it was last looked for hand-ins, in seconds since 1970."
        yield GaugeMetricFamily("autograder_looked_at_seconds", looked, now.looked_at)
        yield CounterMetricFamily("autograder_troubles", "What went wrong since the start.", now.troubles)


def _last(status: Status) -> float:
    return status.seconds[-1] if status.seconds else 0.0


def app(status: Callable[[], Status]) -> FastAPI:
    r"""The page at /, and /metrics for Prometheus.

    Args:
        status: gives how it is now.
    """
    pages = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # A page of somebody else's must not read it by a name of its own for this address.
    pages.add_middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
    registry = CollectorRegistry()
    registry.register(_Metrics(status))

    @pages.get("/", response_class=HTMLResponse)
    def page() -> str:
        now = status()
        seconds = sorted(now.seconds)
        return _PAGES.get_template("status.html.j2").render(
            status=now,
            states=State,
            median=seconds[len(seconds) // 2] if seconds else None,
            longest=seconds[-1] if seconds else None,
            looked_at=_shown(now.looked_at),
            trouble_at=_shown(now.trouble_at),
        )

    @pages.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return pages


@contextmanager
def served(pages: FastAPI, port: int) -> Iterator[str]:
    r"""Serve the pages beside what is done within `with`.

    Args:
        pages: what `app` gives.
        port: on the loopback address; 0 for one that is free.
    Returns: the address.
    Raises: Unavailable: if the port is taken.
    """
    server = uvicorn.Server(uvicorn.Config(pages, HOST, port, log_level="critical", access_log=False))
    try:
        listening = server.config.bind_socket()
    except SystemExit:
        what = "stop what listens there, or set c.Serve.port to another one, 0 for any that is free"
        raise Unavailable(f"Port {port} on this machine is taken: {what}.") from None
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(5)
        listening.close()


def _shown(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S} UTC" if seconds else ""
