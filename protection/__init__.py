"""What data protection law asks us to write down: the DPIA, and the worksheet of transfers abroad."""
