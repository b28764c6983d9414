"""What is done with conversations: a message comes in, a message goes out, somebody takes hold."""
