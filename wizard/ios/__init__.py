"""The grammar of IOS: its modes, its objects, how it takes a command, how it shows what it took."""
