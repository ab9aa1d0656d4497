"""Charts and maps drawn on the server: one SVG for the screen, the page and the PDF."""
