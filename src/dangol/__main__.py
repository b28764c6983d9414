"""`python -m dangol`."""

from dangol.cli import main

if __name__ == "__main__":
    main()
