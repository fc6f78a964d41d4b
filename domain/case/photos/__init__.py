"""Photos of the child: when they were taken, who agreed, what they may be used for. The picture itself is elsewhere."""
