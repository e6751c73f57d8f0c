"""What each command does and prints; `pipelines/cli.py` says what they are called and what they take."""
