"""What is true: the store of forums, what is known of them, and the evidence for it."""
