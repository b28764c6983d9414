"""Takes the turn: understands, steps the dialogue, carries out effects, sends notices."""
