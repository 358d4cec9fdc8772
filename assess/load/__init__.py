"""The inputs of a build, read, and what each edition may know of them."""
