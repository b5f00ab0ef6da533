"""Frozen records that flow one way through the pipeline."""
