"""The public pages: what is published, and nothing else."""
