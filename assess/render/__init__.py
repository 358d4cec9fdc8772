"""The processes apart that draw charts and render pages."""
