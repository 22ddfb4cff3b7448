"""What writes the speaker model: not part of the product, run by hand."""
