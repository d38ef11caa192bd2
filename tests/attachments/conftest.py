import pytest
from tests.county import county


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """A folder of files of this test alone."""
    settings.ATTACHMENT_FILES = tmp_path / "files"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    return settings.ATTACHMENT_FILES


@pytest.fixture
def made(db):
    """The county, and in it the administrator of the science bureau alone: few tests need anybody else."""
    return county("administrator")


@pytest.fixture
def officer(made):
    """The administrator."""
    return made.officers["administrator"]
