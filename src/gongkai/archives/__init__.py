"""Retention and archives (归档、保管期限、移交、销毁): how long cases are kept, handed over, and erased."""
