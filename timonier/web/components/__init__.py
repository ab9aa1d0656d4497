"""The components, one module per family; templates load them all with ``{% load ui %}``."""
