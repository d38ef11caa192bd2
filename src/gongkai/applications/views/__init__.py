"""The desk's pages of applications."""
