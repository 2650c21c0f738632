"""Writes golden vectors: one JSON index with provenance beside one compressed file of raw little-endian arrays.

    vectors/<name>/index.json   {"provenance": {...}, "arrays": {"key": {dtype, shape, offset, length}}, "meta": {...}}
    vectors/<name>/data.bin.gz  the arrays one after another; offset and length count bytes after decompression

The reader for specs is vector-file.ts.
"""

import gzip
import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np

VECTORS = Path(__file__).parent / "vectors"


def provenance(packages, **facts):
    """What produced the vectors: the script, its interpreter and the versions of the reference packages."""
    return {
        "generator": f"tools/golden/{Path(sys.argv[0]).name}",
        "python": platform.python_version(),
        "packages": {package: version(package) for package in packages},
        **facts,
    }


def write_vectors(name, arrays, origin, meta=None):
    """Writes `arrays` (name -> numpy array) as vectors/<name>; the same arrays give the same bytes."""
    folder = VECTORS / name
    folder.mkdir(parents=True, exist_ok=True)
    entries, chunks, offset = {}, [], 0
    for key, array in arrays.items():
        array = np.asarray(array)
        data = array.astype(array.dtype.newbyteorder("<")).tobytes()
        entries[key] = {"dtype": array.dtype.name, "shape": list(array.shape), "offset": offset, "length": len(data)}
        chunks.append(data)
        offset += len(data)
    index = {"provenance": origin, "meta": meta or {}, "arrays": entries}
    (folder / "index.json").write_text(json.dumps(index, indent=1) + "\n")
    (folder / "data.bin.gz").write_bytes(gzip.compress(b"".join(chunks), compresslevel=9, mtime=0))
    print(f"{folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder}: {offset} bytes")
