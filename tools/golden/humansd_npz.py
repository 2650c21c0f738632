"""HumanSD pose files as numpy writes them, and whether numpy reads ours.

numpy 1 and 2 name their modules differently and use different protocols of pickle, so each writes its own files:

    python tools/golden/humansd_npz.py            with the pinned numpy: all vectors; then
    python tools/golden/humansd_npz.py --add      with numpy 1.26: its files beside the others
    python tools/golden/humansd_npz.py --check    any numpy: reads vectors/humansd-npz/ours.npz, which the spec compares
                                                  byte for byte with what formatHumansdPose writes

vectors/humansd-npz: <numpy's major>-<protocol>.npz, deflated.npz, numbers.npz, ours.npz, people.json (what is in each).
"""

import argparse
import io
import json
import pickle
import zipfile
from pathlib import Path

import numpy as np

OUT = Path(__file__).parent / "vectors" / "humansd-npz"
SEED = 20
PEOPLE = 3


def make_people():
    """People as HumanSD has them: float32 (17, 3), and score and area as numpy holds one number in two ways."""
    rng = np.random.default_rng(SEED)
    people = []
    for number in range(PEOPLE):
        keypoints = np.concatenate([rng.uniform(0, 512, (17, 2)), rng.uniform(0.05, 1, (17, 1))], axis=1)
        keypoints[rng.integers(17)] = [-1, -1, 0]
        score, area = np.float32(0.9 - 0.2 * number), np.float32(rng.uniform(100, 90000))
        if number == 1:
            score, area = np.array(score), np.array(area)
        people.append({"keypoints": keypoints.astype(np.float32), "score": score, "area": area})
    return people


def to_objects(people):
    array = np.empty(len(people), dtype=object)
    array[:] = people
    return array


def write_zip(path, files, method=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, method)


def to_npy(array, protocol=None):
    """What numpy.save writes, with the pickle in the given protocol."""
    out = io.BytesIO()
    if protocol is None:
        np.save(out, array, allow_pickle=True)
    else:
        np.lib.format.write_array_header_1_0(out, np.lib.format.header_data_from_array_1_0(array))
        pickle.dump(array, out, protocol=protocol)
    return out.getvalue()


def describe(people):
    return [{field: np.asarray(person[field], np.float64).tolist() for field in ("keypoints", "score", "area")}
            for person in people]


def write_protocols(people):
    major = np.__version__.split(".")[0]
    for protocol in (2, 3, 4, 5):
        write_zip(OUT / f"{major}-{protocol}.npz", {"arr_0.npy": to_npy(to_objects(people), protocol)})
    np.savez(OUT / f"{major}-savez.npz", to_objects(people))
    note(f"numpy {np.__version__}", "wrote its files")


def write_all(people):
    OUT.mkdir(parents=True, exist_ok=True)
    write_protocols(people)
    write_zip(OUT / "deflated.npz", {"arr_0.npy": to_npy(to_objects(people))}, zipfile.ZIP_DEFLATED)
    numbers = {name: np.array([person[name] for person in people]) for name in ("keypoints", "score", "area")}
    write_zip(OUT / "numbers.npz", {f"{name}.npy": to_npy(array) for name, array in numbers.items()})
    (OUT / "people.json").write_text(json.dumps(describe(people)) + "\n")


def note(key, verdict):
    path = OUT / "provenance.json"
    known = json.loads(path.read_text()) if path.exists() else {"generator": "tools/golden/humansd_npz.py", "seed": SEED}
    path.write_text(json.dumps({**known, key: "; ".join(sorted({verdict, *known.get(key, "").split("; ")} - {""}))}, indent=2) + "\n")


def check(people):
    loaded = np.load(OUT / "ours.npz", allow_pickle=True)["arr_0"]
    assert loaded.shape == (PEOPLE,) and loaded.dtype == object
    for ours, theirs in zip(loaded, people):
        assert ours["keypoints"].dtype == np.float32 and ours["keypoints"].shape == (17, 3)
        for field in ("keypoints", "score", "area"):
            np.testing.assert_array_equal(ours[field], theirs[field], strict=field == "keypoints")
    note(f"numpy {np.__version__}", "reads ours.npz")
    print(f"numpy {np.__version__} reads ours.npz")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--add", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    people = make_people()
    if options.check:
        check(people)
    elif options.add:
        write_protocols(people)
    else:
        write_all(people)


if __name__ == "__main__":
    main()
