"""A flood on the application form: whoever sends it is held back, and officers go on at the desk."""

import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from statistics import median
from threading import Event
from time import monotonic
from uuid import uuid4

from tests.casework import WANG, WANTED
from tests.config.served import Site
from tests.config.test_bad_times import SEED

SIGN_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from gongkai.agencies.models import Officer
officer = Officer.objects.get(username="handler")
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(officer.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = officer.get_session_auth_hash()
session.create()
print(session.session_key)
"""
TOKEN = "a" * 32
PAGES = ("/desk/", "/desk/applications/", "/desk/items/")
TURNS = 12


def test_a_flood_on_the_form_does_not_stop_the_desk(prepared, tmp_path):
    site = Site(tmp_path / "data", settings={"GONGKAI_WORKERS": "1"})
    shutil.copytree(prepared, site.folder)
    science = site.python(SEED).split()[0]
    cookie = f"sessionid={site.python(SIGN_IN).strip()}"
    answers, stop, numbers = Counter(), Event(), count()

    def send():
        form = {
            **WANG._asdict(), "description": WANTED, "obtaining": "online", "means": "electronic",
            "sent_key": str(uuid4()), "send": "1", "csrfmiddlewaretoken": TOKEN,
        }  # fmt: skip
        while not stop.is_set():
            number = next(numbers)
            # Half of it from one address, the rest from ever new ones, as a proxy of ours would tell.
            sender = "203.0.113.9" if number % 2 else f"10.1.{number >> 8 & 255}.{number & 255}"
            headers = {"Cookie": f"csrftoken={TOKEN}", "X-Forwarded-For": sender}
            form["sent_key"] = str(uuid4())
            answers[site.ask(f"/agencies/{science}/apply/", form, **headers).status] += 1

    with site.served(), ThreadPoolExecutor(6) as crew:
        flood = [crew.submit(send) for _ in range(6)]
        took = []
        try:
            while answers[429] < 5 or len(took) < TURNS:
                begun = monotonic()
                page = site.ask(PAGES[len(took) % len(PAGES)], Cookie=cookie)
                took.append(monotonic() - begun)
                assert (page.status, "退出" in page.body) == (200, True)
                assert len(took) < 50 * TURNS
            name = {"agency": science, "name": "洪水里改的名"}
            assert site.ask("/act/", name).status == 200  # and what is saved at the desk is saved
        finally:
            stop.set()
        for each in flood:
            each.result(60)
    assert median(took) < 5
    assert set(answers) == {302, 429}, answers  # taken, or told to come later; never an error
    assert answers[302] > 10
    assert site.run("journal", "verify").returncode == 0
