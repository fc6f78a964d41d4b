"""One agency and its members. Its originator is ``directory.agency.<agency>``."""
