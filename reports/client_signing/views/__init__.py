"""The firm's page of who is asked to sign, and the signer's own pages."""
