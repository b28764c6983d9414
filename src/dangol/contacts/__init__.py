"""People we talk to or sell to: identities, profile, consent."""
