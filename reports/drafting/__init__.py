"""A draft of the whole report: the same pages, marked on each, sealed by nobody and in no register."""
