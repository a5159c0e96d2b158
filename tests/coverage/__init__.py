"""What the list covers and lacks: the rule, sizes, pages, API, table and command."""
