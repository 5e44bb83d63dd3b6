"""Text in, values out: a router's configuration as a tree, its facts, its EzVPN; a release from `show version`."""
