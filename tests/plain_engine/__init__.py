"""A second engine: a scan over lists, written against the protocols of `index` alone.

It proves that an engine can move in beside the embedded one, and is the plain reading that the
contract (`tests/contract`) holds the embedded one to. It keeps talk in memory; for no other use.
"""
