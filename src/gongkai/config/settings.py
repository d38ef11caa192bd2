"""Django's settings, all from `GONGKAI_*` variables (`variables`); works with none set."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url

from gongkai.config.secret import secret_in
from gongkai.config.variables import read_all

_SET = read_all(os.environ)
_PACKAGE = Path(__file__).parent.parent

DATA: Path = _SET["DATA"]
SITE_URL: str = _SET["SITE_URL"]
PRODUCTION = SITE_URL.startswith("https://")
DEBUG = False
SECRET_KEY = secret_in(DATA)
ALLOWED_HOSTS = sorted({str(urlsplit(SITE_URL).hostname), "localhost", "127.0.0.1", "[::1]"})
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "gongkai.ui",
    "gongkai.vault",
    "gongkai.agencies",
    "gongkai.journal",
    "gongkai.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "gongkai.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",  # public is what says so
    "django.contrib.messages.middleware.MessageMiddleware",
    "gongkai.ui.drafts.DraftMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongkai.ui.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.ui.context.page",
            ],
        },
    }
]
FORM_RENDERER = "gongkai.ui.rendering.Renderer"
CSRF_FAILURE_VIEW = "gongkai.ui.drafts.csrf_failure"


def _database(url: str, folder: Path) -> dict[str, Any]:
    if url:
        return {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True), "ATOMIC_REQUESTS": False}
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "gongkai.sqlite3",
        "OPTIONS": {
            # A transaction that will write takes its place at once: two that read first and write then would
            # otherwise refuse each other. What is committed has reached the disk (synchronous=FULL): a receipt
            # given to an applicant must outlive a power cut.
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            " PRAGMA mmap_size=134217728; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;",
        },
    }


DATABASES = {"default": _database(_SET["DATABASE_URL"], DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "agencies.Officer"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [_PACKAGE / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

JOURNAL_HASH: str = _SET["JOURNAL_HASH"]

VAULT_KEYS = DATA / "keys.json"
VAULT_CIPHER: str = _SET["CIPHER"]
VAULT_HASH: str = _SET["FINGERPRINT_HASH"]
