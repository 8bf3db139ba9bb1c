"""The told example: a believable campaign, played with actions only."""
