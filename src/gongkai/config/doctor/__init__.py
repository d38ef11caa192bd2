"""Everything about a site looked at, for who runs it: each thing fine, to watch or wrong, and what to do about it."""
