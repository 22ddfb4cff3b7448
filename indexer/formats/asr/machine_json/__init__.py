"""One reader for the JSON of transcribers, players and editors: which list in it is the talk?

    {"segments": [{"start": 0.0, "end": 1.2, "speaker": "SPEAKER_00", "text": " Hello."}]}
    [{"startTime": "00:00:00", "sentence": "Hello.", "speaker_name": "Ann"}]

Takes the text of a file, gives cues: one for each word where words have times, else one for each
object. `loading` decodes the file, `envelopes` finds its lists, `evidence` chooses the talk among
them, `rows` reads objects by the names in `aliases`, `scales` tells the unit of bare times,
`voices` and `tracks` name speakers, `said` makes cues, `untimed` reads dialogues of other shapes.
Formats that know more than this have a module of their own in `asr`. Imports `formats`,
without its other packages, and `cues`.
"""

from indexer.formats.asr.machine_json.loading import is_json, load
from indexer.formats.asr.machine_json.reader import FORMAT

__all__ = ["FORMAT", "is_json", "load"]
