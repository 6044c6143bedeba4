"""Linli on a local network without Internet: a local CA, HTTPS under one fixed name, and phones led to trust it."""
