"""Tests of who may see what, over all addresses."""
