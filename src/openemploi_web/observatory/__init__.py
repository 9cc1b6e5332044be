"""Market pages: what the regional repository's data say of an occupation, a skill or an area, each figure sourced."""
