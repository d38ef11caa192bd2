"""Challenges at the desk."""
