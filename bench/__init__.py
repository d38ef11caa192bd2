"""How fast the common work is, as ratios measured in one run: `make bench`.

Each measure stands against its bound from the design's budget. Speed depends on the machine and its
company, so nothing here is asserted: the table is for people.
"""
