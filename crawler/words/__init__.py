"""What numbers, times and labels say in the world's languages: parsers and their tables of words."""
