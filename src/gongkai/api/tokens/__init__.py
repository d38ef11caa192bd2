"""Tokens: made and revoked at the desk, shown by programs, and never worth more than their maker's posts."""
