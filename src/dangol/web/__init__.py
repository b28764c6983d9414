"""HTTP and WebSocket faces for people; no business rule."""
