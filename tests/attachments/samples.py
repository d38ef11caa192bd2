"""What these tests hand in, and a ClamAV daemon on loopback that speaks its protocol and knows one virus."""

from __future__ import annotations

import socketserver
import struct
import threading
from contextlib import contextmanager

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\nstartxref\n9\n%%EOF\n"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + rb"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""What every scanner finds, to be tried with; in two parts here, so that none finds this file."""
LIMIT = 300_000


def pdf(size: int) -> bytes:
    """A PDF of about a size, of which no two chunks are alike."""
    body = b"".join(b"%%%d\n" % number for number in range(size // 8))
    return PDF[:9] + body + PDF[9:]


class _Daemon(socketserver.StreamRequestHandler):
    def handle(self):
        command = self._until_null()
        self.server.asked.append(command)
        if command == b"zPING":
            self.wfile.write(b"PONG\0")
        elif command == b"zINSTREAM":
            self.wfile.write(self._scan() + b"\0")
        else:
            self.wfile.write(b"UNKNOWN COMMAND\0")

    def _until_null(self):
        said = b""
        while (each := self.rfile.read(1)) not in (b"", b"\0"):
            said += each
        return said

    def _scan(self):
        content = b""
        while length := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(length)
            if len(content) > LIMIT:
                return b"INSTREAM size limit exceeded. ERROR"
        self.server.seen.append(content)
        return b"stream: Win.Test.EICAR_HDB-1 FOUND" if EICAR[:40] in content else b"stream: OK"


@contextmanager
def daemon(path=None):
    """A daemon on a free port, or on a socket at a path; `address` is what the setting holds."""
    kind = socketserver.ThreadingUnixStreamServer if path else socketserver.ThreadingTCPServer
    with kind(str(path) if path else ("127.0.0.1", 0), _Daemon) as server:
        server.daemon_threads = True
        server.asked, server.seen = [], []
        server.address = server.server_address
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
