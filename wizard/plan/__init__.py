"""From what was read and answered to the objects of FlexVPN."""
