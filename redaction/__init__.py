"""The policy and the pure core that applies it: what each edition may know."""
