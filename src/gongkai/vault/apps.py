from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Personal data at rest."""

    name = "gongkai.vault"
    verbose_name = "密钥"

    def ready(self) -> None:
        """Make the keys at the first start; stop any start with keys that cannot be used."""
        from gongkai.vault.sealing import ring

        ring()
