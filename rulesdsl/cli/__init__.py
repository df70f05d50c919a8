"""The command line: one module a subcommand; nothing heavy is imported before a command runs."""
