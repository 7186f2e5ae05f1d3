"""Starting files: what `pmo-docs new` writes, ready to be filled in and sound as they are."""
