"""What the sources and the answers given so far mean for one device: functions of a plan seen from it."""
