"""The charts of documents: where everything stands is worked out here, the templates in `charts/` only draw it."""
