"""The other side of pose-search.mjs: exact search by faiss and usearch, on request.

Reads a line {data, rows, queries, count, limit}: raw float32 files with 34 numbers a row. Then lines {who, batch, threads}; answers with
{milliseconds: one per call, distances: per query, cpuMs: of all}. Squared Euclidean distances.
"""
import json
import sys
import time

import faiss
import numpy as np
import usearch
from usearch.index import MetricKind, search

WIDTH = 34


def answer(message):
    print(json.dumps(message), flush=True)


def main():
    setup = json.loads(sys.stdin.readline())
    limit = setup["limit"]
    rows = np.fromfile(setup["data"], np.float32).reshape(setup["rows"], WIDTH)
    queries = np.fromfile(setup["queries"], np.float32).reshape(setup["count"], WIDTH)
    flat = faiss.IndexFlatL2(WIDTH)
    flat.add(rows)

    def ask_faiss(vectors, threads):
        faiss.omp_set_num_threads(threads)
        return flat.search(vectors, limit)[0]

    def ask_usearch(vectors, threads):
        found = search(rows, vectors, limit, MetricKind.L2sq, exact=True, threads=threads)
        return np.asarray(found.distances).reshape(len(vectors), -1)

    ask = {"faiss": ask_faiss, "usearch": ask_usearch}
    answer({"faiss": faiss.__version__, "usearch": usearch.__version__, "numpy": np.__version__})
    for line in sys.stdin:
        task = json.loads(line)
        size = len(queries) if task["batch"] else 1
        milliseconds, distances, used = [], [], time.process_time()
        for start in range(0, len(queries), size):
            vectors = np.ascontiguousarray(queries[start : start + size])
            begun = time.perf_counter()
            found = ask[task["who"]](vectors, task["threads"])
            milliseconds.append((time.perf_counter() - begun) * 1e3)
            distances.extend(np.sort(found, axis=1).tolist())
        cpu_ms = (time.process_time() - used) * 1e3
        answer({"milliseconds": milliseconds, "distances": distances, "cpuMs": cpu_ms})


main()
