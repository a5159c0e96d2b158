"""The public list: questions, answers, views, pages, API."""
