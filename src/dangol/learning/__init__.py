"""What the assistant could learn: messages it did not read well, decided on by a person; versions of what it has learnt."""
