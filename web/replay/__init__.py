"""Going through a case fact by fact, with the screens that an agency was shown then."""
