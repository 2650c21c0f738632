import { renderSkeletonSvg } from '@contrapposto/pose';
import { useMemo } from 'react';
import { cropToPeople, type PoseData, toPose } from './pose-data.js';

interface PoseDrawingProps {
  readonly data: PoseData;
  /** What a screen reader says; empty where text beside it says the same. */
  readonly alt: string;
  /** Shows the people large instead of the whole canvas. */
  readonly cropped?: boolean;
  /** Width of a limb as a share of the canvas. */
  readonly limbWidth?: number;
  readonly className?: string | undefined;
}

function draw(data: PoseData, cropped: boolean, limbWidth: number): string | null {
  const pose = toPose(data);
  if (!pose) return null;
  const svg = renderSkeletonSvg(cropped ? cropToPeople(pose) : pose, { limbWidth });
  return `data:image/svg+xml;utf8,${encodeURIComponent(svg)}`;
}

/** A skeleton, drawn in the browser by the very code that draws it for the service; as a picture, so that it is never markup. */
export function PoseDrawing({ data, alt, cropped = false, limbWidth = 0.016, className }: PoseDrawingProps) {
  const url = useMemo(() => draw(data, cropped, limbWidth), [data, cropped, limbWidth]);
  return url === null ? <span className={className}>?</span> : <img src={url} alt={alt} className={className} />;
}
