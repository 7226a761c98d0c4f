"""How exports spell times, scores and "nothing": the data files, and what reads columns by them."""
