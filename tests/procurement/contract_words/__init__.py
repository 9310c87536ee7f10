"""Tests of the words for the contract."""
