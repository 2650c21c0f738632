"""The heatmap-guided denoising loss: weights of at least one, none without a detection, no gradient, plain at lambda 0."""

import torch

from mannequin.heatmap_loss import estimated_mask, ground_truth_mask, heatmap_guided_loss, normalize_heatmaps


def pair(seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(3, 4, 16, 16, generator=generator), torch.randn(3, 4, 16, 16, generator=generator)


def some_heatmaps(seed: int = 1) -> torch.Tensor:
    return torch.rand(3, 17, 32, 32, generator=torch.Generator().manual_seed(seed)).pow(8)


def test_weights_are_at_least_one_and_reach_one_plus_lambda():
    mask = normalize_heatmaps(some_heatmaps(), 16)
    assert mask.shape == (3, 1, 16, 16)
    assert mask.min() >= 0
    assert torch.allclose(mask.amax((1, 2, 3)), torch.ones(3))


def test_nobody_seen_leaves_the_plain_loss():
    prediction, noise = pair()
    mask = normalize_heatmaps(torch.full((3, 17, 32, 32), 0.04), 16)
    assert mask.max() == 0
    assert torch.equal(heatmap_guided_loss(prediction, noise, mask, 0.7), (prediction - noise).square().mean((1, 2, 3)))


def test_lambda_zero_equals_the_plain_loss_bit_for_bit():
    prediction, noise = pair()
    mask = normalize_heatmaps(some_heatmaps(), 16)
    plain = (prediction - noise).square().mean((1, 2, 3))
    assert torch.equal(heatmap_guided_loss(prediction, noise, mask, 0.0), plain)
    assert torch.equal(heatmap_guided_loss(prediction, noise, None, 1.0), plain)


def test_loss_is_the_weighted_mean_square():
    prediction, noise = pair()
    mask = normalize_heatmaps(some_heatmaps(), 16)
    expected = ((1 + 0.5 * mask) * (prediction - noise) ** 2).mean((1, 2, 3))
    assert torch.allclose(heatmap_guided_loss(prediction, noise, mask, 0.5), expected)
    assert (heatmap_guided_loss(prediction, noise, mask, 0.5) > heatmap_guided_loss(prediction, noise, None, 0.5)).all()


def test_order_of_joints_and_merging_of_people_do_not_matter():
    heatmaps = some_heatmaps()
    shuffled = heatmaps[:, torch.randperm(17, generator=torch.Generator().manual_seed(2))]
    assert torch.equal(normalize_heatmaps(heatmaps, 16), normalize_heatmaps(shuffled, 16))
    first, second = some_heatmaps(3), some_heatmaps(4)
    assert torch.equal(normalize_heatmaps(torch.maximum(first, second), 16), normalize_heatmaps(torch.maximum(second, first), 16))


def test_no_gradient_flows_through_the_weights():
    prediction, noise = pair()
    prediction.requires_grad_()
    scale = torch.ones((), requires_grad=True)
    mask = estimated_mask(
        prediction, noise, decode=lambda z: torch.nn.functional.interpolate(z[:, :3], scale_factor=8) * scale,
        heatmaps=lambda picture: picture[:, :1, ::4, ::4].repeat(1, 17, 1, 1), scaling_factor=0.5)
    assert mask.max() == 1 and not mask.requires_grad
    heatmap_guided_loss(prediction, noise, mask, 1.0).mean().backward()
    expected = 2 * (1 + mask) * (prediction - noise).detach() / prediction.numel()
    assert torch.allclose(prediction.grad, expected, atol=1e-7)
    assert scale.grad is None


def test_the_cheap_mask_marks_where_the_skeleton_is():
    background = torch.randn(4, 16, 16, generator=torch.Generator().manual_seed(5))
    pose = background.repeat(2, 1, 1, 1)
    pose[0, :, 4:8, 4:8] += 1
    mask = ground_truth_mask(pose, background)
    assert mask[0, 0, 5, 5] == 1 and mask[0, 0, 12, 12] == 0
    assert mask[1].max() == 0
