import os

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from gongkai.config import health

WELL = {"database": "ok", "migrations": "ok", "disk": "ok", "keys": "ok"}


@pytest.fixture(autouse=True)
def _forget(monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)


def test_to_live_takes_no_database(client):
    answer = client.get("/health/live")
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_when_all_is_there(client):
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, WELL)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_before_the_tables_are(client):
    MigrationRecorder(connection).record_unapplied("config", "0003_backup")
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, WELL | {"migrations": "failing"})


@pytest.mark.django_db
def test_not_ready_with_a_disk_that_is_about_to_be_full(client, settings):
    settings.DISK_LEAST = 10**18
    assert client.get("/health/ready").json() == WELL | {"disk": "failing"}


@pytest.mark.django_db
def test_not_ready_without_the_keys_and_asking_makes_none(client, settings, tmp_path):
    settings.VAULT_KEYS = tmp_path / "keys.json"
    assert client.get("/health/ready").json() == WELL | {"keys": "failing"}
    assert not settings.VAULT_KEYS.exists()


@pytest.mark.django_db
def test_not_ready_with_another_secret(client, settings):
    settings.SECRET_KEY = "x" * 60
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, WELL | {"keys": "failing"})


@pytest.mark.django_db
def test_what_cannot_be_asked_is_not_well_and_says_no_more(client, monkeypatch):
    def fail():
        raise OSError("/secret/place")

    monkeypatch.setattr(health, "CHECKS", {**health.CHECKS, "disk": fail})
    answer = client.get("/health/ready")
    assert answer.json() == WELL | {"disk": "failing"}
    assert b"secret" not in answer.content


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.django_db
def test_not_ready_with_a_folder_that_cannot_be_written(client, settings, tmp_path):
    tmp_path.chmod(0o500)
    settings.DATA = tmp_path
    assert client.get("/health/ready").json()["disk"] == "failing"
