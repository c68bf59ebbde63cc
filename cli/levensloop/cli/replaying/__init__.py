"""The log replayed from nothing, shown, and held against everything that lives beside it."""
