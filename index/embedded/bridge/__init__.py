"""The bridge to Whoosh: how do bare Whoosh programs read an index?

Takes index segments, gives Whoosh's codec, schema, lexicons, table of contents and lock. Only this
package and `index.embedded.codec` import whoosh. Decision 0015. Imports reading and format.
"""

from index.embedded.bridge.lock import WriterLock, acquire_lock
from index.embedded.bridge.readers import Codec, CodecSegment
from index.embedded.bridge.schema import SCHEMA
from index.embedded.bridge.toc import table_of_contents

__all__ = [
    "SCHEMA",
    "Codec",
    "CodecSegment",
    "WriterLock",
    "acquire_lock",
    "table_of_contents",
]
