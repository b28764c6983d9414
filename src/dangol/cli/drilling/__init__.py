"""The drill: real processes, bad luck drawn from a seed, and a count of what came of it.

``plan`` says what will be sent and what will be killed; ``fleet`` runs the processes; ``visitors`` and ``messengers`` send, and
write what they were told into the ``ledger``; ``outcome`` reads the database with SQL of its own; ``verdict`` compares the two.
Nothing in here asks the server's code what is right.
"""
