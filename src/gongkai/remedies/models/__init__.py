"""The rows of challenges."""
