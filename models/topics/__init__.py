"""Topics that customers speak of and no aspect covers: found per language, shown as one across them."""
