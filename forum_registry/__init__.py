"""The command `forum-registry`: the one place that sees both the crawler and the service."""
