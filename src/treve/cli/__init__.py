"""The command line: thin; data on standard output, talk on standard error, exit codes 0, 1 and 2."""
