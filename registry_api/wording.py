"""Words shown for what is stored as codes. Kept apart from pages and feeds, so that a catalogue can take them over."""

STANCES = {
    "welcome": "welcome",
    "ask_first": "ask the forum first",
    "information_only": "information only",
    "not_welcome": "not welcome",
    "unknown": "not known",
}
"""A forum's stance on officials."""

SOURCES = {
    "observed": "read from the forum's pages",
    "declared": "declared by the forum's owner",
    "edited": "entered by the registry's people",
    "imported": "imported from another list",
}
"""Who says so."""

FACTS = {
    "name": "Name",
    "description": "Description",
    "language": "Language",
    "members": "Members",
    "threads": "Threads",
    "posts": "Posts",
    "online": "Online now",
    "last_post_at": "Last post",
    "rules_url": "Rules",
    "contact_url": "Contact page",
    "registration_url": "Registration page",
    "login_wall": "Login needed to read",
    "active_7_days": "Active in 7 days",
    "active_30_days": "Active in 30 days",
}
"""Facts of a forum."""

CHANGES = {
    "added": "Added",
    "changed": "Changed",
    "merged": "Merged",
    "removed": "Removed",
}
"""What happened to a forum in public."""
