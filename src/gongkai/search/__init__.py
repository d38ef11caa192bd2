"""Full text over what is public (站内搜索): fed by an outbox, written by one writer, read by every process.

The index says where words stand and nothing else. What is shown of a result is read from the database when it is
shown, so that what is no longer public is not found, whatever the index still holds. Not here: the pages
(`gongkai.portal`) and what is public (`gongkai.disclosure`).
"""
