"""Programs that set Lantern up and check it; none of them is part of the product."""
