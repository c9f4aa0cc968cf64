"""What was known when: releases, revisions, splices, and verbs run on every vintage."""
