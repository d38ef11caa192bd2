"""Training (培训): sessions and seminars, who came, for how many hours."""
