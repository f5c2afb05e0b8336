"""How many records fall under each value a list can be narrowed by: exact, on any day, from sets of bits."""
