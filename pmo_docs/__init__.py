"""Agendas, minutes, lists and reports in Word and PDF, from Markdown notes and YAML project data."""

__version__ = "0.1.0"
