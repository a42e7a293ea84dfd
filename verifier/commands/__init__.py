"""The subcommands: each module offers ``add_commands(subparsers)`` and is imported only when its command is given."""
