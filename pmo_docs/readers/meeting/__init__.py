"""A meeting file: front matter and notes, as people write them, become a meeting."""

from pmo_docs.readers.meeting.reader import MeetingFile, Surroundings, read

__all__ = ["MeetingFile", "Surroundings", "read"]
