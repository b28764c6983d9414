"""The test gateway: moves no money, plays a real gateway with all its moods. Only in test mode."""
