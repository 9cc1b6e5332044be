"""Figures of the labour market by occupation and area, each with its source, date, n and interval."""
