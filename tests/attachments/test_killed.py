"""A site that is killed while a file comes in, for real: what was acknowledged is there, and the upload goes on."""

import base64
import hashlib
import json
import os
import shutil
import signal
from contextlib import closing
from http.client import HTTPConnection

import pytest
from tests.attachments.samples import pdf
from tests.config.served import Site, until

SEED = """
import json
from django.db import transaction
from django.test import Client
from tests.county import county
client = Client()
with transaction.atomic():
    made = county("administrator")
client.force_login(made.officers["administrator"])
print(json.dumps([made.science.pk, client.cookies["sessionid"].value]))
"""
FOUND = """
import json
from gongkai.attachments import storing, verifying
from gongkai.attachments.models import Attachment
held = [(each.name, each.sha256) for each in Attachment.objects.all()]
print(json.dumps([held, [each.text() for each in verifying.differences(read=True)]]))
"""
CONTENT = pdf(1_500_000)
TOKEN = "a" * 32
TYPE = {"Content-Type": "application/offset+octet-stream"}


@pytest.fixture
def site(tmp_path, prepared):
    return Site(shutil.copytree(prepared, tmp_path / "data"))


def asking(site, session):
    """Give the way to ask as the officer of a session does; with `half`, no more than half of the body is sent."""

    def ask(method, path, body=b"", *, half=False, **headers):
        cookies = f"sessionid={session}; csrftoken={TOKEN}"
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
        connection.putrequest(method, path)
        ours = {"Cookie": cookies, "X-CSRFToken": TOKEN, "Content-Length": str(len(body)), **told}
        for name, value in ours.items():
            connection.putheader(name, value)
        connection.endheaders(body[: len(body) // 2] if half else body)
        if half:
            return connection
        with closing(connection):
            answer = connection.getresponse()
            assert answer.status < 300, answer.read()
            return answer.headers

    return ask


def answers(site):
    try:
        return site.ask("/health/live").status == 200
    except OSError:  # the one that takes its place is not there yet
        return False


def test_an_upload_goes_on_after_the_server_was_killed_in_the_middle_of_a_piece(site):
    science, session = json.loads(site.python(SEED))
    ask = asking(site, session)
    name = base64.b64encode("机构设置.pdf".encode()).decode()
    told = {"Upload_Length": str(len(CONTENT)), "Upload_Metadata": f"filename {name}"}
    address = f"/desk/attachments/of/agencies.agency/{science}/uploads/"
    arriving = site.folder / "files" / "arriving"
    with site.served() as serving:
        upload = ask("POST", address, **told)["Location"]
        ask("PATCH", upload, CONTENT[:400_000], Upload_Offset="0", **TYPE)
        broken = ask("PATCH", upload, CONTENT[400_000:], half=True, Upload_Offset="400000", **TYPE)
        until(lambda: any(each.stat().st_size > 100_000 for each in arriving.glob("*.part")))
        for pid in serving.pids("web")[1:]:
            os.kill(pid, signal.SIGKILL)
        with closing(broken), pytest.raises(ConnectionError):
            broken.getresponse()
        until(lambda: answers(site))
        assert ask("HEAD", upload)["Upload-Offset"] == "400000"
        again = ask("POST", address, **told)
        assert (again["Location"], again["Upload-Offset"]) == (upload, "400000")
        ask("PATCH", upload, CONTENT[400_000:], Upload_Offset="400000", **TYPE)
    held, differences = json.loads(site.python(FOUND))
    assert (held, differences) == ([["机构设置.pdf", hashlib.sha256(CONTENT).hexdigest()]], [])
