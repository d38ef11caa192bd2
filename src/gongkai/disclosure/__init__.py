"""Proactive disclosure (主动公开): what an agency publishes, from the first draft to its place on the portal.

An item says what is published; its wording is kept in texts, each of which never changes. Reviews are of a text by
its digest, and the text that is shown is one that all of them passed (先审查、后公开, 条例第17条). Not here: public
pages (`gongkai.portal`) and the search over them (`gongkai.search`).
"""
