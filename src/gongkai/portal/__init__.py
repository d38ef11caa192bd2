"""The public pages: what is published, and an application made and followed by whoever made it."""
