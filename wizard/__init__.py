"""The core of ez2flex: values in, values out; it draws nothing and asks nothing."""

__version__ = "0.1.0"
