"""The commands, each as a function of its arguments; a module is imported when its command is run."""
