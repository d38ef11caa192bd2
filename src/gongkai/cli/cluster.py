"""`gongkai cluster`: processes of several machines under a Dask scheduler, for bulk work.

A scheduler runs whatever those who reach it send, so the one started here listens on loopback only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from typing import Any

import click

from gongkai.cli.commands import Group, command, option
from gongkai.law.message import Message

LOOPBACK = "127.0.0.1"
_PATIENCE = 10
"""Seconds in which a scheduler must answer."""

cluster = Group(
    "cluster",
    about=Message("成批核对用的 Dask 集群。"),
    below={"local": ("gongkai.cli.cluster:local", Message("在本机启动一个集群，供试用。"))},
    examples=[("gongkai cluster local --workers 2", Message("在本机启动"))],
)


@command(
    "local",
    Message(
        "在本机启动一个集群，供试用。\n"
        "只在本机可达；显示调度器的地址，供 gongkai report check 的 --cluster 使用。按 Ctrl-C 结束。"
    ),
    examples=[
        ("gongkai cluster local --workers 2 --port 8786", Message("两个工作进程，地址为 tcp://127.0.0.1:8786")),
    ],
)
@option("--workers", type=click.IntRange(min=1), metavar="N", about=Message("工作进程数；默认与处理器核数相同。"))
@option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="PORT", about=Message("调度器的端口；默认任选一个。")
)
def local(workers: int | None, port: int) -> None:
    """Start a scheduler and workers, say the address, and wait to be ended."""
    import os
    import signal
    from threading import Event

    dask = _dask()
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with dask.LocalCluster(
        n_workers=workers or os.cpu_count() or 1,
        threads_per_worker=1,
        processes=True,
        host=LOOPBACK,
        scheduler_port=port,
        dashboard_address=None,
    ) as started:
        click.echo(started.scheduler_address)
        while not ended.wait(1):  # a wait without end would not let signals through on every system
            pass


def _dask() -> Any:  # its functions are not annotated
    """Give dask.distributed, or say what to install where it is lacking."""
    from gongkai.law.errors import NotAllowed

    try:
        import distributed
    except ImportError:
        raise NotAllowed(
            "cluster-not-installed",
            Message("集群需要 dask.distributed，还没有安装。"),
            hint=Message("请运行 pip install 'gongkai[cluster]'。"),
        ) from None
    return distributed


class Workers:
    """The workers of a Dask cluster as the crew of a run; the scheduler itself replaces those that go.

    They must find the documents under the same paths as we do; what they give comes back to us.
    """

    def __init__(self, client: Any, lost: tuple[type[BaseException], ...]) -> None:
        self._client = client
        # Not pure: work given twice must be done twice, as when a document is tried again.
        self._executor = client.get_executor(pure=False)
        self.lost = lost

    @property
    def hands(self) -> int:
        """How many work at the same time; at least one, that work waits for workers to come."""
        cores: dict[str, int] = self._client.ncores()
        return max(1, sum(cores.values()))

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        """Hand over a piece of work."""
        future: Future[Any] = self._executor.submit(work, *given)
        return future

    def renew(self) -> None:
        """Do nothing: the scheduler sees to its workers."""


@contextmanager
def connected(address: str) -> Iterator[Workers]:
    """Give the workers of the cluster at an address. Raises NotAllowed when it cannot be reached or is lost."""
    from gongkai.law.errors import NotAllowed

    dask = _dask()
    try:
        client = dask.Client(address, timeout=_PATIENCE)
    except (OSError, ValueError):
        raise NotAllowed(
            "cluster-not-reached",
            Message("连不上集群{address}。", address=address),
            hint=Message("请核对地址；在本机试用，先运行 gongkai cluster local。"),
        ) from None
    with client:
        try:
            yield Workers(client, (dask.KilledWorker,))
        except CancelledError:
            raise NotAllowed(
                "cluster-lost",
                Message("与集群{address}的连接中断。", address=address),
                hint=Message("做完的都已保存；请再次运行同一命令，会接着做。"),
            ) from None
