"""Commands: thin doors to the actions that screens and imports use too."""
