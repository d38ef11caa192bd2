"""Files that come from anybody, opened without harm: within bounds of size, time and memory.

For whatever reads files: annual reports, documents to be redacted. Not here: what is in them.
"""
