"""Tests of people: passwords, accounts, sign-in."""
