"""Dashboards (全年监测): how a bureau, or a county with all its bureaus, goes all year; every number opens."""
