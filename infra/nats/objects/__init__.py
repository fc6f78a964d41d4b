"""Sealed files in the object store of the server."""
