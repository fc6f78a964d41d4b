"""A whole process in the test's own loop, and a browser that looks at every page with a stern eye."""
