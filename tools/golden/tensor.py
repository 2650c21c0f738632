"""Golden vectors for libs/tensor: float16 from numpy, seeded random numbers from torch's CPU generator.

Writes vectors/tensor-float16 and vectors/tensor-random.
"""

import numpy as np
import torch

from vector_file import provenance, write_vectors

SEEDS = [0, 1, 2, 7, 23, 42, 1234, 5489, 65535, 65536, 299033459, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**32 + 5,
         2**40 + 12345, 2**52, 2**53 - 2, 2**53 - 1]
SHAPES = [[1], [5], [15], [16], [17], [1, 4, 16, 16]]
STREAM_SEEDS = [0, 42, 2**32 - 1]
# One generator drawn from repeatedly: odd small draws leave a cached normal, which large draws neither use nor clear.
SUCCESSIVE_SIZES = [3, 16, 2, 5, 1, 33, 1, 15, 64, 4]
NARROWING_CASES = 20_000


def generator(seed):
    return torch.Generator().manual_seed(seed)


def random_arrays():
    arrays = {}
    for seed in SEEDS:
        for shape in SHAPES:
            arrays[f"randn/{seed}/{'x'.join(map(str, shape))}"] = torch.randn(shape, generator=generator(seed)).numpy()
        source = generator(seed)
        drawn = [torch.randn(size, generator=source) for size in SUCCESSIVE_SIZES]
        arrays[f"successive/{seed}"] = torch.cat(drawn).numpy()
    for seed in STREAM_SEEDS:
        # Below 2^28 torch takes one 32-bit word per number; above, two.
        words = torch.empty(2000, dtype=torch.int64).random_(0, 2**27, generator=generator(seed))
        arrays[f"low27/{seed}"] = words.numpy().astype(np.uint32)
        arrays[f"uniform/{seed}"] = torch.rand(2000, generator=generator(seed)).numpy()
        engine = np.random.MT19937()
        engine._legacy_seeding(seed)
        arrays[f"words/{seed}"] = engine.random_raw(2000).astype(np.uint32)
    return arrays


def float16_arrays():
    every_pattern = np.arange(65536, dtype=np.uint32).astype(np.uint16)
    widened = every_pattern.view(np.float16).astype(np.float32)
    rng = np.random.default_rng(20231003)
    anything = rng.integers(0, 2**32, NARROWING_CASES, dtype=np.uint32)
    # Exponents 2^-27 .. 2^17: the subnormals, the normals and both borders.
    in_range = (rng.integers(100, 145, NARROWING_CASES, dtype=np.uint32) << 23) | (anything & np.uint32(0x807FFFFF))
    # Fractions that end at or one unit beside a tie.
    ties = (in_range & np.uint32(0xFFFFE000)) + rng.integers(0x0FFF, 0x1002, NARROWING_CASES, dtype=np.uint32)
    bits = np.concatenate([anything, in_range, ties])
    with np.errstate(over="ignore", invalid="ignore"):
        narrowed = bits.view(np.float32).astype(np.float16).view(np.uint16)
    return {"widened": widened.view(np.uint32), "source": bits, "narrowed": narrowed}


if __name__ == "__main__":
    write_vectors(
        "tensor-random",
        random_arrays(),
        provenance(["torch", "numpy"], reference="torch.randn(shape, generator=torch.Generator().manual_seed(seed))"),
        {"seeds": SEEDS, "shapes": SHAPES, "streamSeeds": STREAM_SEEDS, "successiveSizes": SUCCESSIVE_SIZES},
    )
    write_vectors("tensor-float16", float16_arrays(), provenance(["numpy"], seed=20231003))
