"""Benchmarks: each module has ``run() -> dict`` and measures its baseline in the same run."""
