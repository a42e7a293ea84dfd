"""The local page and the service behind it (``verify serve``): one process, on this machine only."""
