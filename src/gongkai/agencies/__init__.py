"""Agencies (行政机关): where they are, what they were, who works in them, and who may do what."""
