"""What `gongkai serve` runs in processes of their own: `python -m gongkai.config.children web|worker PARENT`.

Each ends when its parent does, however that ended: a web server left behind would hold the port, and a worker would do
tasks that nobody watches. The web server loads the site once and forks, so that its workers share that memory.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from multiprocessing import parent_process
from threading import Thread
from time import sleep
from typing import Any

from gongkai.config.commands import site

_LOOK_EVERY = 0.5
_GRACE = 30.0
"""Seconds in which what is being answered may be finished."""


def end_with(parent: int) -> None:
    """Ask this process to end once its parent is no more, and end it if it does not.

    The parent is named by who started this: it may be gone before this process can ask who it was.
    """
    Thread(target=_watch, args=(parent,), name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        sleep(_LOOK_EVERY)
    os.kill(os.getpid(), signal.SIGTERM)
    sleep(_GRACE)
    os._exit(1)


def web() -> None:
    """Bring the tables and static files up to date, then answer requests until asked to stop."""
    from django.conf import settings
    from django.db import connections
    from django.urls import get_resolver
    from granian.constants import HTTPModes, Interfaces, Loops
    from granian.log import LogLevels
    from granian.server import Server

    from gongkai.config import presence
    from gongkai.config.preparing import collect_static, migrate

    presence.enter()
    migrate(_say_tables_come)
    _offer_setup()
    collect_static()
    gc.disable()  # the pages stay once they are loaded, and are not to be looked through again and again meanwhile
    _ = get_resolver().url_patterns
    gc.enable()
    connections.close_all()  # a connection must not be shared with those forked off
    gc.collect()
    gc.freeze()
    Server(
        "gongkai.config.children:application",
        factory=True,
        address=settings.HOST,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=settings.WORKERS,
        blocking_threads=settings.THREADS,
        http=HTTPModes.http1,
        loop=Loops.asyncio,
        websockets=False,
        log_dictconfig=settings.LOGGING,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=int(_GRACE) - 5,
    ).serve()


def _say_tables_come() -> None:
    """Say what the start waits for, where it waits: an empty site takes some seconds, a large one minutes."""
    from gongkai.cli.language import say
    from gongkai.law.message import Message

    print(say(Message("正在建立或者升级数据库的表，请稍候。")), file=sys.stderr, flush=True)


def _offer_setup() -> None:
    """Say how an empty site is set up: where, and by which one-time code."""
    from django.conf import settings
    from django.utils.timezone import now

    from gongkai.cli.language import say
    from gongkai.config.setup.services import draw_code
    from gongkai.law.message import Message

    code = draw_code(at=now())
    if code is not None:
        message = Message("网站还没有设置。请打开 {url}/setup/，一次性代码：{code}", url=settings.SITE_URL, code=code)
        print(say(message), file=sys.stderr, flush=True)  # stdout says where the site is, and nothing before that


def application() -> Any:
    """Give the site as a worker of the web server runs it."""
    parent = parent_process()
    if parent is not None and parent.pid is not None:
        end_with(parent.pid)
    from gongkai.config.wsgi import application as site

    return site


def worker() -> None:
    """Do what is in the queue until asked to stop."""
    from gongkai.config.working import work

    work()


def main(name: str, parent: int) -> None:
    """Run one of them; what hinders it is told in one line."""
    from gongkai.cli.errors import tell
    from gongkai.cli.language import asked_for, speaking

    end_with(parent)
    with speaking(asked_for(())):
        try:
            with site():
                {"web": web, "worker": worker}[name]()
        except Exception as error:
            sys.exit(tell(error))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
