"""A plan as two strongSwan peers in network namespaces, brought up before the routers see a line."""

from wizard.rehearse.rehearsal import Rehearsal, Row, rehearsal_row, rehearsals

__all__ = ["Rehearsal", "Row", "rehearsal_row", "rehearsals"]
