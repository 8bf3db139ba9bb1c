"""The selection-day portal: one company, many mediators, one selection day."""
