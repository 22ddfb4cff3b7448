"""Training of the speaker model: not part of the product, run by hand. Decision 0032."""
