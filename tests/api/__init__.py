"""Tests of the board for machines."""
