"""The jail, where hostile files are opened. No Django here."""
