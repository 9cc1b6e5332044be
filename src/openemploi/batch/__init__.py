"""The nightly run: every person their offers and every offer its candidates, on one machine or on many."""
