"""Reports that come from outside: uploads of agencies that do not work here, and packages of other installations."""
