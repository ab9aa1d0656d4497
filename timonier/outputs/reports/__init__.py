"""The printed outputs: the annual report and its commune extracts.

One typed tree (`tree`) is built from a snapshot, checked as data, then rendered: HTML for the
site and the bundle, Typst for PDF/UA-1, pandoc for Word and OpenDocument.
"""
