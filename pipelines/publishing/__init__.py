"""What leaves: small cells hidden, a release swapped in."""
