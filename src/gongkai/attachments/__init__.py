"""Files that people hand in: taken in whole or not at all, known by their content, scanned, sealed, given out safely.

Each belongs to an object of some context, which registers who may see, add and remove (`owners`). Files lie outside
what a web server serves, under names that say nothing; rows and journal say what they are.
"""
