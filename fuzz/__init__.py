"""Readers of what comes from anybody, fed with bytes that nobody meant: `python -m fuzz`.

Coverage of the code leads to input that goes deeper. A reader may give what it read or refuse in the words that it has
for it; whatever else comes out is a defect. What is tried begins from documents that the tests make.
"""
