"""Impact: the same facts under two sets of rules; what differs, clause by clause, and which amending sentence it comes from."""
