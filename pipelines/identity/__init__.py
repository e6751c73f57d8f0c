"""Who is who: people, organisations and where people work."""
