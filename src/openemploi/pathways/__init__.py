"""Ways from where a person stands: other occupations, training, who pays for it, first orientation."""
