"""What officers' systems do with a token: as at the desk, by the same rules, services and forms, and no more."""
