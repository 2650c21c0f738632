"""The reference side of average-precision.mjs: pycocotools.

Started by that script; reads one JSON request per line on stdin and answers with one JSON line on stdout.

    {"load": {truth, found}}    -> {"versions": {...}}    files of COCO's annotations and results
    {"run": true}               -> {"seconds": s, "cpuSeconds": s, "values": [...]}    evaluate() and accumulate() on the clock; summarize()'s ten numbers
"""

import contextlib
import io
import json
import platform
import sys
import time
from importlib.metadata import version

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval


class Reference:
    def load(self, files):
        self.truth = COCO(files["truth"])
        self.found = self.truth.loadRes(files["found"])
        return {"versions": {"python": platform.python_version(), **{name: version(name) for name in ("pycocotools", "numpy")}}}

    def run(self, _request):
        evaluation = COCOeval(self.truth, self.found, "keypoints")
        started, used = time.perf_counter(), time.process_time()
        evaluation.evaluate()
        evaluation.accumulate()
        seconds, cpu_seconds = time.perf_counter() - started, time.process_time() - used
        evaluation.summarize()
        return {"seconds": seconds, "cpuSeconds": cpu_seconds, "values": evaluation.stats.tolist()}


def main():
    reference = Reference()
    for line in sys.stdin:
        [(name, request)] = json.loads(line).items()
        with contextlib.redirect_stdout(io.StringIO()):
            answer = getattr(reference, name)(request)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
