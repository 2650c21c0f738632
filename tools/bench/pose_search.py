"""The other side of pose-search.mjs: exact search by faiss and usearch, on request.

Reads a line {data, rows, queries, count, limit, threads}: raw float32 files with 34 numbers a row. Then lines {who, batch}; answers with
{milliseconds: one per call, distances: per query, the first time}. Squared Euclidean distances.
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
    limit, threads = setup["limit"], setup["threads"]
    rows = np.fromfile(setup["data"], np.float32).reshape(setup["rows"], WIDTH)
    queries = np.fromfile(setup["queries"], np.float32).reshape(setup["count"], WIDTH)
    faiss.omp_set_num_threads(threads)
    flat = faiss.IndexFlatL2(WIDTH)
    flat.add(rows)

    def ask_faiss(vectors):
        return flat.search(vectors, limit)[0]

    def ask_usearch(vectors):
        found = search(rows, vectors, limit, MetricKind.L2sq, exact=True, threads=threads)
        return np.asarray(found.distances).reshape(len(vectors), -1)

    ask = {"faiss": ask_faiss, "usearch": ask_usearch}
    answer({"faiss": faiss.__version__, "usearch": usearch.__version__, "numpy": np.__version__})
    for line in sys.stdin:
        task = json.loads(line)
        size = len(queries) if task["batch"] else 1
        milliseconds, distances = [], []
        for start in range(0, len(queries), size):
            vectors = np.ascontiguousarray(queries[start : start + size])
            begun = time.perf_counter()
            found = ask[task["who"]](vectors)
            milliseconds.append((time.perf_counter() - begun) * 1e3)
            distances.extend(np.sort(found, axis=1).tolist())
        answer({"milliseconds": milliseconds, "distances": distances})


main()
