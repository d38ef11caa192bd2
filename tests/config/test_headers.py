import json
import re
import shutil

import pytest
from django.urls import reverse
from tests import forked
from tests.county import county
from tests.environment import of_the_machine

POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "media-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def policy(answer):
    parts = (part.strip().partition(" ") for part in answer["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/health/live", "/no/such/page"])
def test_every_answer_has_the_headers(client, path):
    answer = client.get(path)
    assert {name: answer[name] for name in ALWAYS} == ALWAYS
    assert "camera=()" in answer["Permissions-Policy"]
    said = policy(answer)
    said.pop("script-src")
    assert said == POLICY


@pytest.mark.django_db
def test_a_script_runs_by_the_nonce_of_its_page_alone(client):
    nonces = []
    for _ in range(2):
        answer = client.get("/")
        (nonce,) = re.findall(r"^'nonce-([A-Za-z0-9+/=]{20,})'$", policy(answer)["script-src"])
        scripts = re.findall(r"<script[^>]*>", answer.content.decode())
        assert scripts
        assert all(f'nonce="{nonce}"' in script for script in scripts)
        nonces.append(nonce)
    assert nonces[0] != nonces[1]


@pytest.mark.django_db
def test_where_no_script_is_meant_to_be_none_runs(client):
    assert policy(client.get("/health/live"))["script-src"] == ""


@pytest.mark.django_db
def test_what_is_shown_to_whoever_signed_in_is_not_kept(client):
    client.force_login(county().officers["handler"])
    assert client.get(reverse("ui:home"))["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


ASK = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
client = Client(headers={"host": "gk.example.gov.cn"})
plain, proxied = client.get("/"), client.get("/", headers={"x-forwarded-proto": "https"})
print(json.dumps({
    "plain": [plain.status_code, plain["Location"]],
    "proxied": [proxied.status_code, proxied["Strict-Transport-Security"]],
    "upgrade": "upgrade-insecure-requests" in proxied["Content-Security-Policy"],
    "health": client.get("/health/live").status_code,
    "cookies": [
        [getattr(settings, f"{kind}_COOKIE_{what}") for what in ("NAME", "SECURE", "HTTPONLY", "SAMESITE")]
        for kind in ("SESSION", "CSRF")
    ],
}))
"""


@pytest.fixture
def production(prepared, tmp_path):
    """The environment of a site in production, with its tables."""
    shutil.copytree(prepared, tmp_path / "data")
    return {
        **of_the_machine(),
        "GONGKAI_DATA": str(tmp_path / "data"),
        "GONGKAI_SITE_URL": "https://gk.example.gov.cn",
        "DJANGO_SETTINGS_MODULE": "gongkai.config.settings",
    }


def run(environ, *command):
    done = forked.run(*command, env=environ)
    assert done.returncode == 0, done.stderr
    return done


def test_production_is_encrypted_and_its_cookies_are_its_own(production):
    assert json.loads(run(production, "-c", ASK).stdout) == {
        "plain": [301, "https://gk.example.gov.cn/"],
        "proxied": [200, "max-age=31536000"],
        "upgrade": True,
        "health": 200,
        "cookies": [
            ["__Host-sessionid", True, True, "Lax"],
            ["__Host-csrftoken", True, True, "Lax"],
        ],
    }


def test_django_finds_nothing_unsafe_in_production(production):
    done = run(production, "-m", "django", "check", "--deploy", "--fail-level", "INFO")
    assert "no issues" in done.stdout
