"""Tests of the worksheets of data protection."""
