"""What people do with a request: the buyer on its pages, the vendor's people on theirs."""
