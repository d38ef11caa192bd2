"""Django's settings, all from `GONGKAI_*` variables (`variables`); works with none set."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONCE, NONE, SELF

from gongkai.config import logs
from gongkai.config.secret import secret_in
from gongkai.config.variables import WrongSetting, read_all, site_url
from gongkai.law.message import Message

# What the site writes is for who runs it alone, also in a folder that others may look into: in the database lie hashes
# of passwords and the keys of sessions, in archives who did what from where.
os.umask(0o077)

_SET = read_all(os.environ)
_PACKAGE = Path(__file__).parent.parent

DATA: Path = _SET["DATA"]
CALENDAR: Path = DATA / "calendar"
"""Where a site keeps holiday notices that are newer than the release, and those of its place."""
HOST: str = _SET["HOST"]
PORT: int = _SET["PORT"]
WORKERS: int = _SET["WORKERS"]
THREADS: int = _SET["THREADS"]
SITE_URL = site_url(_SET)
SITE_CODE: str = _SET["SITE_CODE"]
SITE_HOST: str = _SET["SITE_HOST"]
SITE_CONTACT: str = _SET["SITE_CONTACT"]
SITE_RECORD: str = _SET["SITE_RECORD"]
SITE_POLICE_RECORD: str = _SET["SITE_POLICE_RECORD"]
PRODUCTION = SITE_URL.startswith("https://")
DEBUG = False
SECRET_KEY = secret_in(DATA)
ALLOWED_HOSTS = sorted({str(urlsplit(SITE_URL).hostname), "localhost", "127.0.0.1", "[::1]"})
CSRF_TRUSTED_ORIGINS = [SITE_URL]
TRUSTED_PROXIES: tuple[Any, ...] = _SET["TRUSTED_PROXIES"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "gongkai.ui",
    "gongkai.vault",
    "gongkai.agencies",
    "gongkai.agencies.signin",
    "gongkai.api",
    "gongkai.applications",
    "gongkai.attachments",
    "gongkai.dashboards",
    "gongkai.disclosure",
    "gongkai.duties",
    "gongkai.feedback",
    "gongkai.search",  # whose kinds of things come before those of the contexts that join it
    "gongkai.filings",
    "gongkai.journal",
    "gongkai.notifications",
    "gongkai.opendata",
    "gongkai.portal",
    "gongkai.remedies",
    "gongkai.archives",
    "gongkai.config",
    "gongkai.config.setup",
    "allauth",  # below ours, whose templates go before its own
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "gongkai.config.room.room",  # around all the others
    # First: what follows may believe the address, the scheme and the number of the request.
    "gongkai.config.provenance.provenance",
    "gongkai.config.observing.observing",
    "gongkai.config.headers.headers",
    "gongkai.api.apart.apart",  # before all that reads cookies
    "django.middleware.security.SecurityMiddleware",
    "gongkai.config.policy.PolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gongkai.ui.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Below here a replica of the database may be read from, and a request that it failed begins anew.
    "gongkai.config.replicas.Replicas",
    # What is the same for all is answered here, by what does not know who asks: that is found out below.
    "gongkai.portal.keeping.keeping",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gongkai.config.sessions.ending",
    "gongkai.agencies.signin.middleware.SignInFirst",  # public is what says so
    "django.contrib.messages.middleware.MessageMiddleware",
    "gongkai.ui.drafts.DraftMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "gongkai.agencies.signin.middleware.FirstThings",
    "gongkai.ui.middleware.RefusalMiddleware",
    # Last, next to the view: what fails in the view is told from what fails once it has answered.
    "gongkai.config.troubles.Troubles",
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


def _database(url: str, folder: Path, wait: int) -> dict[str, Any]:
    if url:
        database: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)}
        # A server that is gone without a word is noticed: by a connection that is being made, and by one that is.
        own = {"connect_timeout": wait, "keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
        limits = f"-c lock_timeout={wait}s -c idle_in_transaction_session_timeout=10min"
        given = database.get("OPTIONS", {})
        database["OPTIONS"] = {**own, **given, "options": f"{limits} {given.get('options', '')}".strip()}
        return database
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "gongkai.sqlite3",
        # Kept open: opening costs more than most questions, and on a full disk it fails, where reading does not.
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            # A transaction that will write takes its place at once: two that read first and write then would
            # otherwise refuse each other. What is committed has reached the disk (synchronous=FULL): a receipt
            # given to an applicant must outlive a power cut.
            "transaction_mode": "IMMEDIATE",
            "timeout": wait,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            " PRAGMA mmap_size=134217728; PRAGMA cache_size=-16384; PRAGMA temp_store=MEMORY;",
        },
    }


def _replicas(urls: Sequence[str], folder: Path) -> dict[str, dict[str, Any]]:
    """Give the replicas by alias: what reads there may not write, nor wait for one that is gone."""
    if urls and not _SET["DATABASE_URL"]:
        raise WrongSetting(
            "replicas-without-database",
            Message("设了 GONGKAI_REPLICA_URLS，而没有设 GONGKAI_DATABASE_URL。"),
            hint=Message("副本是 PostgreSQL 的副本；请把主库的地址也写上。"),
        )
    found = {}
    for number, url in enumerate(urls, 1):
        database = _database(url, folder, 2)
        options = database["OPTIONS"]
        options["options"] += " -c default_transaction_read_only=on"
        found[f"replica{number}"] = {**database, "TEST": {"MIRROR": "default"}}
    return found


_REPLICAS = _replicas(_SET["REPLICA_URLS"], DATA)
DATABASES = {"default": _database(_SET["DATABASE_URL"], DATA, _SET["DATABASE_WAIT"]), **_REPLICAS}
DATABASE_ROUTERS = ["gongkai.config.replicas.Router"] if _REPLICAS else []
REPLICAS: tuple[str, ...] = tuple(_REPLICAS)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "agencies.Officer"
AUTHENTICATION_BACKENDS = ["gongkai.agencies.signin.backends.OneOfficer"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "gongkai.agencies.signin.passwords.Length",
        "OPTIONS": {"min_length": _SET["PASSWORD_LENGTH"]},
    },
    {"NAME": "gongkai.agencies.signin.passwords.Kinds", "OPTIONS": {"least": _SET["PASSWORD_CLASSES"]}},
    {
        "NAME": "gongkai.agencies.signin.passwords.Unlike",
        "OPTIONS": {"user_attributes": ("username", "name", "email")},
    },
    {"NAME": "gongkai.agencies.signin.passwords.Uncommon"},
    {"NAME": "gongkai.agencies.signin.passwords.NotAgain", "OPTIONS": {"last": _SET["PASSWORD_HISTORY"]}},
]
PASSWORD_DAYS: int = _SET["PASSWORD_DAYS"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "ui:home"
LOGOUT_REDIRECT_URL = "account_login"

LOCKOUT_FAILURES: int = _SET["LOCKOUT_FAILURES"]
LOCKOUT_ADDRESS_FAILURES: int = _SET["LOCKOUT_ADDRESS_FAILURES"]
LOCKOUT_MINUTES: int = _SET["LOCKOUT_MINUTES"]
INVITATION_DAYS: int = _SET["INVITATION_DAYS"]

ACCOUNT_ADAPTER = "gongkai.agencies.signin.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
# Failures are counted and locked by `signin.lockout`. Many officers sign in from one address at half past eight.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
ACCOUNT_FORMS = {
    "login": "gongkai.agencies.signin.forms.LoginForm",
    "change_password": "gongkai.agencies.signin.forms.ChangePasswordForm",
    "set_password": "gongkai.agencies.signin.forms.SetPasswordForm",
    "reauthenticate": "gongkai.agencies.signin.forms.ReauthenticateForm",
}

MFA_REQUIRED: frozenset[str] = _SET["MFA_REQUIRED"]
MFA_ADAPTER = "gongkai.agencies.signin.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # telephones' clocks go wrong by a few seconds
MFA_FORMS = {
    "authenticate": "gongkai.agencies.signin.forms.AuthenticateForm",
    "reauthenticate": "gongkai.agencies.signin.forms.ReauthenticateCodeForm",
    "activate_totp": "gongkai.agencies.signin.forms.ActivateTOTPForm",
    "login_webauthn": "gongkai.agencies.signin.forms.LoginWebAuthnForm",
    "authenticate_webauthn": "gongkai.agencies.signin.forms.AuthenticateWebAuthnForm",
    "reauthenticate_webauthn": "gongkai.agencies.signin.forms.ReauthenticateWebAuthnForm",
    "add_webauthn": "gongkai.agencies.signin.forms.AddWebAuthnForm",
    "edit_webauthn": "gongkai.agencies.signin.forms.EditWebAuthnForm",
}

SOCIALACCOUNT_ADAPTER = "gongkai.agencies.signin.adapters.SocialAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
OIDC_CLAIM: str = _SET["OIDC_CLAIM"]


def _oidc(provider_id: str, prefix: str, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Give what allauth is told of a single sign-on, whose settings begin alike; nothing when no server is set."""
    server, client_id = given[f"{prefix}_SERVER"], given[f"{prefix}_CLIENT_ID"]
    if not server:
        return []
    if not client_id:
        raise WrongSetting(
            "oidc-incomplete",
            Message("设了 GONGKAI_{prefix}_SERVER，而没有设 GONGKAI_{prefix}_CLIENT_ID。", prefix=prefix),
            hint=Message("请向统一身份认证的管理者要一个编号。"),
        )
    app = {"provider_id": provider_id, "name": given[f"{prefix}_NAME"], "client_id": client_id}
    return [{**app, "secret": given[f"{prefix}_CLIENT_SECRET"], "settings": {"server_url": server}}]


SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [*_oidc("sso", "OIDC", _SET), *_oidc("applicants", "APPLICANTS_OIDC", _SET)],
        "OAUTH_PKCE_ENABLED": True,
    },
}

# Codes that were used, and counts of attempts, are kept where every process and server sees them: in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
NIGHTLY_AT: time = _SET["NIGHTLY_AT"]
BACKUP_FOLDER: Path | None = _SET["BACKUP_FOLDER"]
BACKUP_KEEP: int = _SET["BACKUP_KEEP"]
BACKUP_DAYS: int = _SET["BACKUP_DAYS"]

EMAIL_HOST: str = _SET["EMAIL_HOST"]  # none: no e-mail is sent
EMAIL_PORT: int = _SET["EMAIL_PORT"]
EMAIL_HOST_USER: str = _SET["EMAIL_USER"]
EMAIL_HOST_PASSWORD: str = _SET["EMAIL_PASSWORD"]
EMAIL_USE_TLS = _SET["EMAIL_SECURITY"] == "starttls"
EMAIL_USE_SSL = _SET["EMAIL_SECURITY"] == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _SET["EMAIL_FROM"]
NOTICES_AT: time = _SET["NOTICES_AT"]
SMS: str = _SET["SMS"]
WEBHOOK_URL: str = _SET["WEBHOOK_URL"]
WEBHOOK_SECRET: str = _SET["WEBHOOK_SECRET"]
WEBHOOK_NETWORKS: tuple[Any, ...] = _SET["WEBHOOK_NETWORKS"]
LINK_CHECKS: int = _SET["LINK_CHECKS"]


def _require_whole() -> None:
    """Refuse to start with e-mail, or SMS, set up by half."""
    if EMAIL_HOST and "@" not in DEFAULT_FROM_EMAIL:
        raise WrongSetting(
            "email-incomplete",
            Message("设了 GONGKAI_EMAIL_HOST，而 GONGKAI_EMAIL_FROM 不是邮箱。"),
            hint=Message("请写上发件人的邮箱，如 gk@example.gov.cn。"),
        )
    if SMS == "webhook" and (not WEBHOOK_URL or len(WEBHOOK_SECRET) < 16):
        raise WrongSetting(
            "webhook-incomplete",
            Message(
                "GONGKAI_SMS 为 webhook，而 GONGKAI_WEBHOOK_URL 没有设，或者 GONGKAI_WEBHOOK_SECRET 不足16个字符。"
            ),
            hint=Message("请与短信网关约定一个密钥，两项都设好。"),
        )


_require_whole()

SESSION_IDLE_SECONDS: int = _SET["SESSION_IDLE"] * 60
SESSION_COOKIE_AGE: int = _SET["SESSION_HOURS"] * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
if PRODUCTION:  # a name that browsers let no other host, path or unencrypted page set
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # left on by provenance for trusted proxies alone
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False
# Other sites of the agency may live below this name without encryption, and a preload list is for whoever has the
# whole domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "media-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "upgrade-insecure-requests": PRODUCTION,
    }
}

FILE_UPLOAD_HANDLERS = [
    "gongkai.config.uploads.Bounded",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

LOG_FOLDER = logs.folder_of(_SET)
LOG_DAYS: int = _SET["LOG_DAYS"]
LOGGING = logs.config_of(_SET)
METRICS_TOKEN: str = _SET["METRICS_TOKEN"]
DISK_LEAST: int = _SET["DISK_LEAST"] * 1_000_000
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

ATTACHMENT_FILES = DATA / "files"
DECISION_DAYS: int = _SET["DECISION_DAYS"]
ENFORCEMENT_DAYS: int = _SET["ENFORCEMENT_DAYS"]
COMMENTS_DAYS: int = _SET["COMMENTS_DAYS"]
LETTER_DAYS: int = _SET["LETTER_DAYS"]
MOTION_MONTHS: int = _SET["MOTION_MONTHS"]
MOTION_HARD_MONTHS: int = _SET["MOTION_HARD_MONTHS"]
MOTION_AGAIN_MONTHS: int = _SET["MOTION_AGAIN_MONTHS"]
MOTION_OPINION_MONTHS: int = _SET["MOTION_OPINION_MONTHS"]
ASSESSMENT_OBJECTION_DAYS: int = _SET["ASSESSMENT_OBJECTION_DAYS"]
REPORT_DUE_EARLY: int = _SET["REPORT_DUE_EARLY"]
REPORT_CHASE_BEFORE: int = _SET["REPORT_CHASE_BEFORE"]
REPORT_CHASE_AFTER: int = _SET["REPORT_CHASE_AFTER"]
RATE_LEAST: int = _SET["RATE_LEAST"]
ARCHIVE_BY_MONTH: int = _SET["ARCHIVE_BY_MONTH"]
ARCHIVE_COUNTS_FROM: str = _SET["ARCHIVE_COUNTS_FROM"]
CHANNEL_FOLDERS: Path = _SET["CHANNEL_FOLDERS"] or DATA / "channels"
OPEN_DATA_FILES = DATA / "open-data"
OPEN_DATA_DAYS: int = _SET["OPEN_DATA_DAYS"]
OPEN_DATA_LICENSE: str = _SET["OPEN_DATA_LICENSE"]
API_RATE: int = _SET["API_RATE"]
API_TOKEN_RATE: int = _SET["API_TOKEN_RATE"]
API_ORIGINS: frozenset[str] = _SET["API_ORIGINS"]
TOKEN_DAYS: int = _SET["TOKEN_DAYS"]
WEBHOOK_FAILURES: int = _SET["WEBHOOK_FAILURES"]
SEARCH_INDEX = DATA / "search"
UPLOAD_MOST: int = _SET["UPLOAD_MOST"] * 1024 * 1024
UPLOAD_KINDS: frozenset[str] = _SET["UPLOAD_KINDS"]
UPLOAD_MACROS: bool = _SET["UPLOAD_MACROS"] == "allow"
UPLOADS_UNFINISHED: int = _SET["UPLOADS_UNFINISHED"]
CLAMD: str | tuple[str, int] | None = _SET["CLAMD"]
SEAL: str | Path | None = _SET["SEAL"]
SEAL_PASSPHRASE: str = _SET["SEAL_PASSPHRASE"]
