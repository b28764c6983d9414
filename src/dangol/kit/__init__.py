"""What any program could use: money, ids, time, text, the error root. Imports nothing of ours."""
