"""What `endure` is made of: servers, loads, verdicts, and the scenarios."""
