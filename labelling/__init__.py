"""Labels for a firm’s own texts, given by its people before any AI has answered."""
