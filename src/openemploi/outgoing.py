"""Addresses outside: checked when they are connected to, so that nothing inside can be reached through us."""
