"""Rectification (整改): problems with their measures, owners, dates and outcomes."""
