"""Reads what a model's own papers say, and proposes answers from it. Pure.

A model card (Markdown with a first part in YAML), a list of parts (CycloneDX) or a config.json. Each
proposed answer says where in the document it was found; a person decides what is taken over.
"""
