"""Pictures of figures: how an SVG of this project becomes a PNG, for what makes one and for what examines it."""
