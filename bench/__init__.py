"""Benchmarks: timed by hand, never tests."""
