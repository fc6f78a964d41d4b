"""Where the care for a child stands: the assessment, what is kept ready, what a report lacks, the return interview."""
