"""Tests of saying yes: verdict, states, races, my page."""
