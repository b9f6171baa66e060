"""Official files that were handed out, and how anybody can see that a file is one of them."""
