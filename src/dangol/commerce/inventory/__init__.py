"""How many there are and where: stock by variant and location, reservations that can never promise the same piece
twice."""
