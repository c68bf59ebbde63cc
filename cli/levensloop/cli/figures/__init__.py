"""`levensloop figures`: of a half-year, of a ZVH or of all."""
