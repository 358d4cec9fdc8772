"""Problems, and the YAML, schemas and names in which they are found."""
