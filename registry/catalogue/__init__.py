"""The forums of the registry: what they are, where they stand, what the public sees of them."""
