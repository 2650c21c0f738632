import { describePose, type Pose, type PoseDescriptor } from '@contrapposto/pose';

/** A person of a pose, under the name that an index knows them by. */
export function formatShapeId(poseId: string, person: number): string {
  return `${poseId}#${person}`;
}

export function parseShapeId(id: string): { poseId: string; person: number } {
  const place = id.lastIndexOf('#');
  return { poseId: id.slice(0, place), person: Number(id.slice(place + 1)) };
}

/** The shapes of a pose's people; a crowd, and a person without one (too few joints), is left out. */
export function describePeople(poseId: string, pose: Pose): (readonly [id: string, PoseDescriptor])[] {
  return describePose(pose).flatMap((descriptor, person) => {
    const isOne = descriptor !== null && !pose.people[person]?.crowd;
    return isOne ? [[formatShapeId(poseId, person), descriptor] as const] : [];
  });
}
