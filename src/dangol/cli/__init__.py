"""The command line: `dangol`."""
