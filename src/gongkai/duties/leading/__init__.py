"""Leadership (组织领导): the leading group, the responsible persons, the duties that are published."""
