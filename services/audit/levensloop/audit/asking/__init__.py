"""What an auditor asks: questions, the rows that answer them with their proofs, and figures."""
