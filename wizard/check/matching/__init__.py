"""What matches what: identities, certificates, routes and packets, against the lines that name them."""
