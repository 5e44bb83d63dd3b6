"""What refuses a push before anything is sent: one file for each subject."""
