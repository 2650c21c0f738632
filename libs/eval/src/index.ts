export { computeAveragePrecision, type SimilarityTable } from './average-precision.js';
export {
  computeCosineAveragePrecision,
  computeFidelity,
  computePeopleCountError,
  type JointFidelity,
  type PoseFidelity,
} from './compute-fidelity.js';
export { computeCosineSimilarity } from './cosine-similarity.js';
export {
  computeJointDistances,
  computeJointSimilarities,
  computeObjectKeypointSimilarity,
} from './object-keypoint-similarity.js';
export { computePersonArea } from './people.js';
