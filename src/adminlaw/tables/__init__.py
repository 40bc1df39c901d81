"""Spreadsheets in, by templates that are data (表格导入)."""
