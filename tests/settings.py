"""The settings of the site for tests: its own data folder, passwords hashed quickly."""

import atexit
import os
import shutil
import tempfile

for name in list(os.environ):
    if name.startswith("GONGKAI_") and name not in ("GONGKAI_DATABASE_URL", "GONGKAI_LANG"):
        del os.environ[name]
os.environ["GONGKAI_DATA"] = tempfile.mkdtemp(prefix="gongkai-test-")
atexit.register(shutil.rmtree, os.environ["GONGKAI_DATA"], ignore_errors=True)

from gongkai.config.settings import *  # noqa: E402, F403
from gongkai.config.settings import DATA, DATABASES, STATIC_ROOT  # noqa: E402

STATIC_ROOT.mkdir(exist_ok=True)  # in earnest the files are collected before the start
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, as in earnest: what is in memory is shared between threads in another way.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}
    # And quick, as PostgreSQL is here: it keeps nothing safe.
    options = DATABASES["default"]["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", "synchronous=OFF")

MFA_REQUIRED = frozenset()  # tests sign officers in without a second step, but for those of the second step
