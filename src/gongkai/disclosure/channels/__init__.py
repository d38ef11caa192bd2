"""Channels (公开渠道): what is published here goes out to others as well, as 融公开, and is withdrawn from them too.

Each publication and withdrawal makes a row for each channel it concerns, in its own transaction (`outbox`). The worker
sends what is public at the time of sending (`sending`), by webhook or into a folder; a feed is asked for by whoever has
its key. Nothing leaves that the portal does not show.
"""
