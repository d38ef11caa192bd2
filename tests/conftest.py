"""What holds for all tests: generated input may take its time, since the machine may be busy with other work."""

from hypothesis import HealthCheck, settings

settings.register_profile("gongkai", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gongkai")
