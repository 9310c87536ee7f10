"""One test, from files to numbers: samples, features, answers, the jail and the statistics.

No database here: the command line calls this directly, the worker calls it for a run.
"""
