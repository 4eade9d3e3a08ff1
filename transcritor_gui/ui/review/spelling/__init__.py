"""Words that no dictionary has: underlined where that is wanted, walked, and what may have been meant."""
