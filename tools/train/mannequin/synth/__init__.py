"""The synthesizer: articulated figures in twenty scene styles, with exact keypoints."""
