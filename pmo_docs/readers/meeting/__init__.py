"""A meeting file: front matter and notes, as people write them, become a meeting."""

from pmo_docs.readers.meeting.reader import read
from pmo_docs.readers.meeting.surroundings import MeetingFile, Surroundings

__all__ = ["MeetingFile", "Surroundings", "read"]
