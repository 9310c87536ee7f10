"""Tests of what the DPIA worksheet makes of facts."""
