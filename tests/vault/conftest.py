import pytest


@pytest.fixture
def keys(settings, tmp_path):
    """Keys of this test alone: the file, not there before it is needed."""
    settings.VAULT_KEYS = tmp_path / "keys.json"
    settings.VAULT_CIPHER = "aes-gcm"
    settings.VAULT_HASH = "sha256"
    return settings.VAULT_KEYS
