"""What pages of other rooms say of requests to the vendor."""
