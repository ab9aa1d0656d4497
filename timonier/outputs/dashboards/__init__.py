"""Pages as documented values: what a screen says, computed before any template.

One module per page. A builder reads the registry (or a snapshot) and returns one frozen
dataclass; the view checks the right, builds, renders. ``parts`` holds the values that the
components of the site take, ``french`` the words around dates and counts, ``addresses`` the
addresses of pages by name.
"""
