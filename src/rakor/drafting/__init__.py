"""A meeting before it is published: commented by those it is shown to, approved by its agency."""
