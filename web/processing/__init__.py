"""What the law asks a controller to write down about their processing, read off what runs.

Invariant: nothing in here is about a case or a person; every paper says that it is a draft for the controller.
"""
