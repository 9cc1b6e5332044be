"""Questions to restricted tables: only aggregates leave, from a child process that can reach nothing else."""
