"""Webhooks: other systems are told that something happened; what it is, they ask with their token."""
