"""Synthesis and training of Contrapposto's bundled model, `models/mannequin`."""
