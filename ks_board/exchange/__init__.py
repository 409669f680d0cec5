"""In and out: town folders, the demo town, larger copies of a town."""
