"""The mobility project of a person: what they say and believe beside what is observed, and what is not known."""
