"""The client signs a sealed report: by a mailed link and a code, with the name typed.

The sealed file never changes: the signature is a record beside it, and stands in the next report.
"""
