"""What the speed claims rest on: this project's three audited editions against a naive build of one."""
