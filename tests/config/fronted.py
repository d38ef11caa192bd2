"""Asks a site that systemd runs behind nginx, from within its tree: `python fronted.py KEY`, which prints JSON.

It stands alone: it runs with the standard library, as root, beside the site.
"""

from __future__ import annotations

import json
import re
import socket
import ssl
import subprocess
import sys
import time
import urllib.parse
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import Any

NAME = "gk.example.gov.cn"
CERTIFICATE = "/etc/ssl/gongkai/fullchain.pem"
FORGED = {"X-Forwarded-For": "203.0.113.9", "X_Forwarded_For": "203.0.113.9", "X-Forwarded-Proto": "https"}
OUR_ADDRESS = "127.0.0.5"
found: dict[str, Any] = {}


class Here(HTTPSConnection):
    """A connection to nginx on this machine under the site's name, from an address of our choice."""

    def connect(self) -> None:
        """Connect to this machine, and have the certificate checked for the name."""
        context = ssl.create_default_context(cafile=CERTIFICATE)
        line = socket.create_connection(("127.0.0.1", 443), 60, (OUR_ADDRESS, 0))
        self.sock = context.wrap_socket(line, server_hostname=self.host)


def ask(path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[HTTPResponse, bytes]:
    """Ask the site through nginx."""
    connection = Here(NAME)
    connection.request(method, path, body, {**FORGED, **{k.replace("_", "-"): v for k, v in headers.items()}})
    answer = connection.getresponse()
    return answer, answer.read()


def direct(path: str, source: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    """Ask the site past nginx."""
    connection = HTTPConnection("127.0.0.1", 8000, timeout=60, source_address=(source, 0))
    connection.request("GET", path, headers={"Host": NAME, **{k.replace("_", "-"): v for k, v in headers.items()}})
    answer = connection.getresponse()
    return answer, answer.read()


def until_ready() -> None:
    """Wait until the site says that it is ready."""
    end = time.monotonic() + 90
    while True:
        try:
            answer, body = direct("/health/ready", "127.0.0.1")
            if answer.status == 200 or time.monotonic() > end:
                found["ready"] = [answer.status, body.decode()]
                return
        except OSError:
            if time.monotonic() > end:
                raise
        time.sleep(0.2)


def pages() -> None:
    """Look at a page, a static file, and what is refused."""
    answer, body = ask("/")
    page = body.decode()
    found["page"] = [answer.status, answer.headers["Strict-Transport-Security"], "<h1" in page]
    style = re.search(r'href="(/static/[^"]+\.css)"', page)
    assert style is not None
    for turn in ("first", "again"):
        answer, _ = ask(style[1], Accept_Encoding="gzip")
        headers = answer.headers
        found[f"static {turn}"] = [
            answer.status,
            headers["X-Cache"],
            headers["Content-Encoding"],
            headers["Cache-Control"],
        ]
    found["metrics"] = ask("/metrics")[0].status
    plain = HTTPConnection("127.0.0.1", 80, timeout=60)
    plain.request("GET", "/search/?q=1", headers={"Host": NAME})
    answer = plain.getresponse()
    found["plain"] = [answer.status, answer.headers["Location"]]
    try:
        ssl.create_default_context().wrap_socket(
            socket.create_connection(("127.0.0.1", 443)), server_hostname="other.test"
        )
        found["other name"] = "answered"
    except ssl.SSLError as error:
        found["other name"] = error.reason
    connection = Here(NAME)
    connection.putrequest("POST", "/account/login/")
    connection.putheader("Content-Length", str(120 << 20))
    connection.endheaders()
    found["too large"] = connection.getresponse().status
    # Who comes past the proxy may say what they like of where they come from and how.
    found["past the proxy"] = direct("/", "127.0.0.7", **{k.replace("-", "_"): v for k, v in FORGED.items()})[0].status
    found["from the proxy"] = direct("/", "127.0.0.1", X_Forwarded_Proto="https")[0].status


def with_query() -> None:
    """Ask with a query, encrypted and not."""
    asked = "/health/live?key=of-a-link"
    ask(asked, Referer=f"https://{NAME}{asked}")
    plain = HTTPConnection("127.0.0.1", 80, timeout=60)
    plain.request("GET", asked, headers={"Host": NAME})
    plain.getresponse()


def logged() -> list[Any]:
    """Give how many lines nginx wrote of that, and those with the query."""
    lines = "".join(path.read_text() for path in Path("/var/log/nginx").iterdir()).splitlines()
    return [sum("/health/live" in line for line in lines), [line for line in lines if "of-a-link" in line]]


def upload(key: str) -> None:
    """Sign in, and upload a file of some megabytes."""
    jar: dict[str, str] = {}

    def send(path: str, kind: str = "", body: bytes | None = None) -> tuple[HTTPResponse, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in jar.items())
        more = {"Content_Type": kind} if kind else {}
        answer, page = ask(
            path, "GET" if body is None else "POST", body, Cookie=cookie, Referer=f"https://{NAME}{path}", **more
        )
        for each in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = each.partition(";")[0].partition("=")
            jar[name] = value
        return answer, page.decode()

    def token(page: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found is not None, page
        return found[1]

    path = "/account/login/"
    form = {
        "login": "administrator",
        "password": "correct horse battery staple",
        "csrfmiddlewaretoken": token(send(path)[1]),
    }
    answer, _ = send(path, "application/x-www-form-urlencoded", urllib.parse.urlencode(form).encode())
    found["signed in"] = [answer.status, sorted(jar)]
    path = f"/desk/attachments/of/agencies.agency/{key}/"
    answer, page = send(path)
    found["attachments"] = answer.status
    mark, text = "gongkai-boundary", ("政府信息公开\n" * 200_000).encode()
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
             f"{token(page)}\r\n".encode(),
             f'--{mark}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n'
             "Content-Type: text/plain\r\n\r\n".encode(), text, f"\r\n--{mark}--\r\n".encode()]  # fmt: skip
    answer, page = send(path, f"multipart/form-data; boundary={mark}", b"".join(parts))
    found["uploaded"] = [answer.status, len(text)]


def show(unit: str, *names: str) -> dict[str, str]:
    """Give what systemd says of a unit."""
    done = subprocess.run(["systemctl", "show", unit, "-p", ",".join(names)], capture_output=True, encoding="utf-8")
    return dict(line.split("=", 1) for line in done.stdout.splitlines())


def run(unit: str) -> list[Any]:
    """Start a unit that does something and ends; give how it ended."""
    subprocess.run(["systemctl", "start", unit], capture_output=True)
    return list(show(unit, "Result", "ExecMainStatus").values())


def main(key: str, units: list[str]) -> None:
    """Ask for everything, then have the site stopped."""
    until_ready()
    found["nginx -t"] = subprocess.run(["nginx", "-t", "-q"], capture_output=True, encoding="utf-8").stderr
    pages()
    with_query()
    upload(key)
    found["logged"] = logged()
    pid = show("gongkai", "MainPID")["MainPID"]
    with open(f"/proc/{pid}/status") as file:  # noqa: PTH123
        found["status"] = dict(re.findall(r"^(Uid|NoNewPrivs|Seccomp|CapBnd):\s+(\S+)", file.read(), re.MULTILINE))
    with open(f"/proc/{pid}/mountinfo") as file:  # noqa: PTH123
        mounts = [line.split() for line in file]
    found["mounts"] = {mount[4]: mount[5].split(",")[0] for mount in mounts}
    for unit in units:
        found[unit] = run(unit)
    done = subprocess.run(["/opt/command", "journal", "verify"], capture_output=True, encoding="utf-8")
    found["command"] = [done.returncode, done.stdout, done.stderr]
    subprocess.run(["systemctl", "stop", "gongkai"], check=True)
    found["stopped"] = show("gongkai", "Result", "ExecMainStatus", "NRestarts")


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2:])
    finally:
        print(json.dumps(found, ensure_ascii=False))
        print("end")
