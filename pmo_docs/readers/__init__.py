"""From source files to the model: notes and project data, every problem at its line."""
