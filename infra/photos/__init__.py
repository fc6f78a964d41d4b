"""Photos of children: read as pictures, written anew, sealed, and kept beside the log."""
