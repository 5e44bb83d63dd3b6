"""Widgets of the wizard: each draws its lines itself, so that 50,000 of them are as quick as fifty."""
