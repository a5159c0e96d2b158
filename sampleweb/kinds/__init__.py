"""How the pages of each kind of site are written: one module a software, each with `pages(site, world)`."""
