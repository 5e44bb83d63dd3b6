"""A plan as two strongSwan peers in network namespaces, brought up before the routers see a line."""

from wizard.rehearse.rehearsal import ComparedRow, Rehearsal, rehearsal_row, rehearsals

__all__ = ["ComparedRow", "Rehearsal", "rehearsal_row", "rehearsals"]
