"""What `run` is made of: the peers, the groups of figures, and the table."""
