"""The history as people keep it: backed up, moved, labelled, cleared by age, clean, and sound."""
