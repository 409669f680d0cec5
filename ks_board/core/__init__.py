"""What every feature stands on: database, access gate, web answers, forms, formatting, clock; knows no feature."""
