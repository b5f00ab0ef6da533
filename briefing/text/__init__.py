"""Text as text: one normal form, sentences with exact offsets, and what is a credit rather than a sentence."""
