"""Video links that a service makes: Jitsi on a server of our own, Zoom by its API."""
