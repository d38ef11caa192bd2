"""Readers: from the bytes of a format to text blocks and grids of cells. They know nothing of reports."""
