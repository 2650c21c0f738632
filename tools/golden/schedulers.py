"""Golden vectors for libs/model-core's schedulers: full trajectories of diffusers over a matrix of settings.

The "model" is a formula that both sides compute in double precision and round to float32:

    output[i] = 0.9 tanh(0.8 x[i]) + 0.1 cos(t / 250 + i / 7)

Each case starts from randn of its seed times init_noise_sigma, and draws further noise from the same generator.
Writes vectors/schedulers.
"""

import inspect

import numpy as np
import torch
from diffusers import DDIMScheduler, DPMSolverMultistepScheduler, EulerDiscreteScheduler

from vector_file import provenance, write_vectors

SHAPE = [1, 4, 3, 2]
CLASSES = {"ddim": DDIMScheduler, "dpmpp-2m": DPMSolverMultistepScheduler, "euler": EulerDiscreteScheduler}
STABLE_DIFFUSION = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "steps_offset": 1,
                    "clip_sample": False, "set_alpha_to_one": False}

# (settings beside Stable Diffusion's, steps, eta)
COMMON = [
    ({"timestep_spacing": spacing, "prediction_type": prediction}, steps, 0.0)
    for spacing in ("leading", "trailing", "linspace")
    for prediction in ("epsilon", "v_prediction", "sample")
    for steps in (7, 20)
] + [
    ({"timestep_spacing": "leading"}, 50, 0.0),
    ({"timestep_spacing": "leading"}, 1, 0.0),
    ({"timestep_spacing": "trailing"}, 2, 0.0),
    ({"timestep_spacing": "trailing"}, 13, 0.0),
    ({"beta_schedule": "linear", "beta_start": 0.0001, "beta_end": 0.02}, 25, 0.0),
    ({"beta_schedule": "squaredcos_cap_v2", "timestep_spacing": "leading"}, 25, 0.0),
    ({"rescale_betas_zero_snr": True, "prediction_type": "v_prediction", "timestep_spacing": "trailing"}, 10, 0.0),
    ({"num_train_timesteps": 400, "timestep_spacing": "linspace"}, 12, 0.0),
]
OWN = {
    "ddim": [
        ({}, 20, 1.0),
        ({"prediction_type": "v_prediction"}, 10, 0.5),
        ({"clip_sample": True, "clip_sample_range": 0.7}, 15, 0.3),
        ({"clip_sample": True}, 20, 0.0),
        ({"set_alpha_to_one": True, "steps_offset": 0}, 25, 0.0),
    ],
    "dpmpp-2m": [
        ({"lower_order_final": False, "final_sigmas_type": "sigma_min"}, 9, 0.0),
        ({"final_sigmas_type": "sigma_min"}, 9, 0.0),
        ({"final_sigmas_type": "sigma_min", "timestep_spacing": "leading"}, 25, 0.0),
        ({"final_sigmas_type": "sigma_min", "euler_at_final": True}, 20, 0.0),
        ({"beta_schedule": "squaredcos_cap_v2", "lambda_min_clipped": -5.1}, 20, 0.0),
        ({}, 25, 0.0),
    ],
    "euler": [
        ({"final_sigmas_type": "sigma_min"}, 10, 0.0),
        ({}, 30, 0.0),
    ],
}


def model(x, t):
    x = x.numpy().astype(np.float64)
    index = np.arange(x.size).reshape(x.shape)
    return torch.from_numpy((0.9 * np.tanh(0.8 * x) + 0.1 * np.cos(float(t) / 250 + index / 7)).astype(np.float32))


def run(scheduler, steps, eta, seed):
    scheduler.set_timesteps(steps)
    generator = torch.Generator().manual_seed(seed)
    initial = torch.randn(SHAPE, generator=generator) * scheduler.init_noise_sigma
    extra = {"eta": eta, "generator": generator} if isinstance(scheduler, DDIMScheduler) else {}
    sample, samples = initial, []
    for t in scheduler.timesteps:
        output = model(scheduler.scale_model_input(sample, t), t)
        sample = scheduler.step(output, t, sample, **extra).prev_sample
        samples.append(sample.numpy())
    return initial.numpy(), scheduler.timesteps.numpy().astype(np.float64), np.stack(samples)


def accepted(scheduler_class, settings):
    known = inspect.signature(scheduler_class.__init__).parameters
    return {key: value for key, value in settings.items() if key in known}


def main():
    arrays, cases = {}, []
    for name, scheduler_class in CLASSES.items():
        for settings, steps, eta in COMMON + OWN[name]:
            config = {**STABLE_DIFFUSION, **settings}
            key, seed = f"{name}/{len(cases)}", 1000 + len(cases)
            initial, timesteps, samples = run(scheduler_class(**accepted(scheduler_class, config)), steps, eta, seed)
            assert np.isfinite(samples).all(), (key, settings)
            arrays |= {f"{key}/initial": initial, f"{key}/timesteps": timesteps, f"{key}/samples": samples}
            cases.append({"key": key, "scheduler": name, "config": config, "settings": settings, "steps": steps,
                          "eta": eta, "seed": seed})
    write_vectors("schedulers", arrays, provenance(["diffusers", "torch", "numpy"]), {"shape": SHAPE, "cases": cases})


if __name__ == "__main__":
    main()
