"""What runs inside the jail. It imports nothing of ours, and nothing of ours imports its heavy parts."""
