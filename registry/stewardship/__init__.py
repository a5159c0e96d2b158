"""What people tell the registry without an account: suggestions, reports and wishes, and the answers they get.

A letter is written once, answered by a person or by what became of its forum, and deleted when its time is over.
Nothing here fetches: a suggested address goes through the frontier's one door, and the worker visits it.
"""
