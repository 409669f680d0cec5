"""The weekly calls."""
