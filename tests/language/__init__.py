"""The languages of the pages: catalogues, counting, what is marked as English, addresses."""
