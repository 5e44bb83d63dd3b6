"""The network as the checks see it: one router before and after the change, a hub with a spoke, the whole site."""
