"""The parts of a report's content that have to be worked out from the facts. Pure."""
