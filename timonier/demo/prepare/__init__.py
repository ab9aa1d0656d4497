"""Derive the demonstration data set from the readings in ``../shared/data``.

``python -m timonier.demo.prepare`` rewrites the files; the decisions that a program
cannot take (which figures are the same series, what a label means) are in ``hand/``.
"""
