"""The review and sign-off of a report, its signed versions, their publication, and amendment after it."""
