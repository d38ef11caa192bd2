"""The API for machines (REST, v1): what is public to read, applying and tracking, and what officers' systems do.

It holds no rule and no second idea of what is public: endpoints ask the selectors that pages ask, and act by the same
services. `v1` is the one API; each of `parts` is a resource.
"""
