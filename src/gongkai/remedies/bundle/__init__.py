"""The evidence bundle (证据材料): what a case holds, as one paged PDF with an index, for whoever hears a challenge.

`proof` says what must be shown for an outcome, and what of it the case lacks. `pieces` takes the pieces from the rows
of the case; `binding` puts files on pages, in a process of its own; `assembling` sets cover and index and has all of it
bound; `making` does it for a challenge, and keeps the bundle with it. Not here: what the agency answers, which is no
evidence.
"""
