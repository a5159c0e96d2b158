"""The spiders: which sites are due. How a visit is made they share: see `crawler.engine`."""
