"""What routers show of themselves, read over SSH; nothing on them is changed."""
