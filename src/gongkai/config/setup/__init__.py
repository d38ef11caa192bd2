"""The first setting-up of a site (首次设置): from an empty database to an agency that can publish and receive.

Each step is done by the services of whom it belongs to, and is done when what it should make is there; what leaves no
trace elsewhere, that a letter arrived, that the keys were kept apart, stands in the one row of `models`. Pages are
there while the site is not set up, for who runs it; afterwards they are not there at all.
"""
