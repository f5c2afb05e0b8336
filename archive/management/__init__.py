"""A door: commands. Arguments in, one call into the rooms below, counts out."""
