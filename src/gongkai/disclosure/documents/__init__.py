"""Documents of a word processor as bodies of items: their words and structure, without their dress.

A document is opened in a process of its own within limits (`word`, in `reading`). What was deleted, remarked or hidden
in it does not come along, and what was left out is said. Not here: what the page does with it.
"""
