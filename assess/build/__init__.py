"""A build: plan, stage, examine, write the manifest, promote."""
