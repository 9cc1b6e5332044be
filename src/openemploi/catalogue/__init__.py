"""Datasets and their distributions, described in DCAT-AP: written, read and harvested."""
