"""Lists: the closed list of parameters, which records they select, and the walk from page to page."""
