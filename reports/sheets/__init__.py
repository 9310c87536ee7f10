"""The report's tables as spreadsheets: flags, answers and the index of evidence, of the frozen content alone."""
