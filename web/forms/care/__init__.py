"""The longer sheets about a child: the signs of risk, what is kept ready, the report, the return interview."""
