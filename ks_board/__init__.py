"""ks_board: who is responsible, what needs doing and what is missing in a small town."""
