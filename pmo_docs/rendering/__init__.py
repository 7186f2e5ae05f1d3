"""From a document to HTML in the small closed vocabulary that every writer covers."""
