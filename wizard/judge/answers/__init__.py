"""What a router shows, read into values: one file for each thing that is asked about."""
