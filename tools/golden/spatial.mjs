/**
 * Golden vectors of the formats in three dimensions: what three.js and three-vrm make of the files that libs/pose writes, and
 * of files that it did not.
 *
 * Writes vectors/spatial (index.json and data.bin.gz, as vector_file.py does):
 *   bvh-<case>              a BVH file; bvh-<case>-positions its joints' world positions by three's BVHLoader (F, J, 3)
 *   clip-glb, clip-vrma     what formatGlb wrote for the people in meta.clip
 *   clip-glb-positions      world positions of the 55 bones by three's GLTFLoader and AnimationMixer (F, 55, 3)
 *   vrma-<model>            world turns of a VRM model's bones from their own rest, while it plays clip-vrma (F, B, 4)
 *   pose-<model>            the same for the first person as VRM pose JSON, set by three-vrm
 * of two VRM 1.0 models whose bones rest in different directions and lengths, and one VRM 0.x model that faces away.
 *
 *     npx tsc -b libs/pose && node tools/golden/spatial.mjs [folder]
 *
 * The folder holds the reference packages at the versions below; without one they are installed into a temporary folder.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const PACKAGES = { three: '0.187.0', '@pixiv/three-vrm': '3.5.5', '@pixiv/three-vrm-animation': '3.5.5' };
const SEED = 20231003;
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const OUT = join(ROOT, 'tools/golden/vectors/spatial');
const FRAMES = 4;

function install() {
  const folder = mkdtempSync(join(tmpdir(), 'golden-spatial-'));
  const names = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`);
  execFileSync('npm', ['install', '--prefix', folder, '--ignore-scripts', '--no-save', ...names], { stdio: 'inherit' });
  return folder;
}

const folder = process.argv[2] ?? install();
const versions = {};
for (const [name, version] of Object.entries(PACKAGES)) {
  const found = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;
  if (found !== version) throw new Error(`Expected ${name} ${version}, got ${found} (${folder}).`);
  versions[name] = found;
}
const load = (path) => import(pathToFileURL(join(folder, 'node_modules', path)));

// What the loaders ask of a browser: nothing is drawn here.
globalThis.self ??= globalThis;
globalThis.ProgressEvent ??= class ProgressEvent extends Event {};

const THREE = await load('three/build/three.module.js');
const { BVHLoader } = await load('three/examples/jsm/loaders/BVHLoader.js');
const { GLTFLoader } = await load('three/examples/jsm/loaders/GLTFLoader.js');
const { VRMLoaderPlugin } = await load('@pixiv/three-vrm/lib/three-vrm.module.js');
const { VRMAnimationLoaderPlugin, createVRMAnimationClip } = await load(
  '@pixiv/three-vrm-animation/lib/three-vrm-animation.module.js',
);
const pose = await import(pathToFileURL(join(ROOT, 'libs/pose/dist/index.js')));
const { HUMANOID_TREE, DEFAULT_PROPORTIONS, formatBvh, formatGlb, formatVrmPose } = pose;
const BONES = HUMANOID_TREE.map(([bone]) => bone);

function createRandom(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}
const random = createRandom(SEED);
const between = (low, high) => low + (high - low) * random();

function createTurn(degrees) {
  const axis = new THREE.Vector3(between(-1, 1), between(-1, 1), between(-1, 1)).normalize();
  return new THREE.Quaternion().setFromAxisAngle(axis, (between(0.2, 1) * degrees * Math.PI) / 180);
}

const arrays = {};
const bytesOf = (bytes) => ({ dtype: 'uint8', shape: [bytes.length], data: Buffer.from(bytes) });
const numbers = (shape, values) => {
  if (values.length !== shape.reduce((a, b) => a * b, 1)) throw new Error(`${values.length} numbers for ${shape}`);
  if (!values.every(Number.isFinite)) throw new Error('numbers that are not finite');
  return { dtype: 'float64', shape, data: Buffer.from(Float64Array.from(values).buffer) };
};

// --- BVH: files of three kinds of naming, unit and axes, read by three's BVHLoader -----------------------------------------

const ORDERS = [
  'Zrotation Xrotation Yrotation',
  'Xrotation Yrotation Zrotation',
  'Yrotation Xrotation Zrotation',
  'Zrotation Yrotation Xrotation',
];

/** A tree of [name, offset, ...children] as BVH, with turns that the seed decides. */
function createBvh(tree, orderOf, place) {
  const names = [];
  const write = ([name, offset, ...children], depth) => {
    names.push(name);
    const root = depth === 0;
    const lines = [`${root ? 'ROOT' : 'JOINT'} ${name}`, '{', `OFFSET ${offset.join(' ')}`];
    lines.push(`CHANNELS ${root ? '6 Xposition Yposition Zposition' : '3'} ${orderOf(names.length)}`);
    if (children.length === 0) lines.push('End Site', '{', 'OFFSET 0 0 1', '}');
    return [...lines, ...children.flatMap((child) => write(child, depth + 1)), '}'];
  };
  const hierarchy = write(tree, 0);
  const frames = Array.from({ length: FRAMES }, () => {
    const angles = names.flatMap(() => [between(-80, 80), between(-80, 80), between(-80, 80)]);
    return [...place.map((value) => value + between(-5, 5)), ...angles].map((value) => value.toFixed(4)).join(' ');
  });
  return ['HIERARCHY', ...hierarchy, 'MOTION', `Frames: ${FRAMES}`, 'Frame Time: 0.04', ...frames, ''].join('\n');
}

const mirror = (side, [x, y, z]) => (side === 'Left' ? [x, y, z] : [-x, y, z]);
const mixamoSide = (side) => ({
  leg: [
    `mixamorig:${side}UpLeg`,
    mirror(side, [9, -6, 0]),
    [
      `mixamorig:${side}Leg`,
      mirror(side, [0, -42, 0.5]),
      [`mixamorig:${side}Foot`, mirror(side, [0, -43, -1]), [`mixamorig:${side}ToeBase`, mirror(side, [0, -8, 13])]],
    ],
  ],
  arm: [
    `mixamorig:${side}Shoulder`,
    mirror(side, [5, 9, 0]),
    [
      `mixamorig:${side}Arm`,
      mirror(side, [12, -1, -1]),
      [`mixamorig:${side}ForeArm`, mirror(side, [27, 0, 0]), [`mixamorig:${side}Hand`, mirror(side, [26, 0, 0])]],
    ],
  ],
});
const [mixamoLeft, mixamoRight] = [mixamoSide('Left'), mixamoSide('Right')];
const mixamo = [
  'mixamorig:Hips',
  [0, 0, 0],
  [
    'mixamorig:Spine',
    [0, 10, -1],
    [
      'mixamorig:Spine1',
      [0, 11, 0],
      [
        'mixamorig:Spine2',
        [0, 12, 0],
        ['mixamorig:Neck', [0, 14, 1], ['mixamorig:Head', [0, 8, 2]]],
        mixamoLeft.arm,
        mixamoRight.arm,
      ],
    ],
  ],
  mixamoLeft.leg,
  mixamoRight.leg,
];

const biovisionSide = (side) => ({
  leg: [
    `${side}Hip`,
    mirror(side, [3.4, 0, 0]),
    [`${side}Knee`, mirror(side, [0, -18, 0]), [`${side}Ankle`, mirror(side, [0, -17, 0])]],
  ],
  arm: [
    `${side}Collar`,
    mirror(side, [1, 7, 0]),
    [
      `${side}Shoulder`,
      mirror(side, [6, 0, 0]),
      [`${side}Elbow`, mirror(side, [0, -12, 0]), [`${side}Wrist`, mirror(side, [0, -9, 0])]],
    ],
  ],
});
const [biovisionLeft, biovisionRight] = [biovisionSide('Left'), biovisionSide('Right')];
const biovision = [
  'Hips',
  [0, 0, 0],
  biovisionLeft.leg,
  biovisionRight.leg,
  ['Chest', [0, 5, 0], biovisionLeft.arm, biovisionRight.arm, ['Neck', [0, 14, 0], ['Head', [0, 4, 0]]]],
];

/** z up, facing -y, in metres. */
const unrealSide = (side, sign) => ({
  leg: [
    `thigh_${side}`,
    [sign * 0.09, 0, -0.02],
    [`calf_${side}`, [0, 0.01, -0.43], [`foot_${side}`, [0, 0.02, -0.42], [`ball_${side}`, [0, -0.14, -0.06]]]],
  ],
  arm: [
    `clavicle_${side}`,
    [sign * 0.03, 0, 0.1],
    [
      `upperarm_${side}`,
      [sign * 0.15, 0, 0],
      [`lowerarm_${side}`, [sign * 0.2, 0, -0.2], [`hand_${side}`, [sign * 0.18, 0, -0.18]]],
    ],
  ],
});
const [unrealLeft, unrealRight] = [unrealSide('l', 1), unrealSide('r', -1)];
const unreal = [
  'pelvis',
  [0, 0, 0],
  [
    'spine_01',
    [0, 0, 0.1],
    [
      'spine_02',
      [0, 0, 0.12],
      ['spine_03', [0, 0, 0.12], unrealLeft.arm, unrealRight.arm, ['neck_01', [0, 0, 0.15], ['head', [0, 0, 0.1]]]],
    ],
  ],
  unrealLeft.leg,
  unrealRight.leg,
];

const BVH_CASES = {
  mixamo: { text: createBvh(mixamo, () => ORDERS[0], [0, 98, 0]), unit: 0.01 },
  biovision: { text: createBvh(biovision, (index) => ORDERS[index % 4], [2, 36, 5]), unit: 0.0254 },
  unreal: { text: createBvh(unreal, (index) => ORDERS[(index * 3) % 4], [0, 0, 1]), unit: 1 },
};

function playBvh(text) {
  // A colon in a name would part it for three's property bindings.
  const { skeleton, clip } = new BVHLoader().parse(text.replaceAll('mixamorig:', 'mixamorig'));
  const joints = skeleton.bones.filter(({ name }) => name !== 'ENDSITE');
  const [root] = skeleton.bones;
  const mixer = new THREE.AnimationMixer(root);
  mixer.clipAction(clip).play();
  const frames = Array.from({ length: FRAMES }, (_, frame) => frame);
  const positions = frames.flatMap((frame) => {
    mixer.setTime(Math.min(frame * 0.04, clip.duration - 1e-9));
    root.updateMatrixWorld(true);
    return joints.flatMap((joint) => joint.getWorldPosition(new THREE.Vector3()).toArray());
  });
  return { names: joints.map(({ name }) => name.replace('mixamorig', 'mixamorig:')), positions };
}

const meta = { bones: BONES, bvh: {}, models: {} };
for (const [name, { text, unit }] of Object.entries(BVH_CASES)) {
  const { names, positions } = playBvh(text);
  arrays[`bvh-${name}`] = bytesOf(Buffer.from(text));
  arrays[`bvh-${name}-positions`] = numbers([FRAMES, names.length, 3], positions);
  meta.bvh[name] = { unit, joints: names };
}

// --- A clip of our own: written by libs/pose, read by three ----------------------------------------------------------------

const MOVED = BONES.filter((bone) => !bone.endsWith('Eye') && bone !== 'jaw');
const clip = {
  name: 'golden',
  frames: Array.from({ length: FRAMES }, (_, frame) => ({
    time: frame / 4,
    person: {
      hips: [between(-1, 1), between(0.5, 1.2), between(-1, 1)],
      rotations: Object.fromEntries(MOVED.map((bone) => [bone, createTurn(bone === 'hips' ? 170 : 70).toArray()])),
    },
  })),
};
meta.clip = clip;
const [glb, vrma] = ['glb', 'vrma'].map((format) => formatGlb(clip, { format }).bytes);
arrays['clip-glb'] = bytesOf(glb);
arrays['clip-vrma'] = bytesOf(vrma);
arrays['clip-bvh'] = bytesOf(Buffer.from(formatBvh(clip).text));

const bufferOf = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
function loadGltf(bytes, ...plugins) {
  const loader = new GLTFLoader();
  for (const Plugin of plugins) loader.register((parser) => new Plugin(parser));
  return loader.parseAsync(bufferOf(bytes), '');
}

async function playGlb() {
  const gltf = await loadGltf(glb);
  const mixer = new THREE.AnimationMixer(gltf.scene);
  mixer.clipAction(gltf.animations[0]).play();
  return clip.frames.flatMap(({ time }) => {
    mixer.setTime(time === clip.frames.at(-1).time ? time - 1e-9 : time);
    gltf.scene.updateMatrixWorld(true);
    return BONES.flatMap((bone) => gltf.scene.getObjectByName(bone).getWorldPosition(new THREE.Vector3()).toArray());
  });
}
arrays['clip-glb-positions'] = numbers([FRAMES, BONES.length, 3], await playGlb());
const ownBvh = playBvh(
  formatBvh({ ...clip, frames: clip.frames.map((frame, index) => ({ ...frame, time: index * 0.04 })) }).text,
);
meta.bvhJoints = ownBvh.names;
arrays['clip-bvh-positions'] = numbers([FRAMES, ownBvh.names.length, 3], ownBvh.positions);

// --- Two VRM models whose bones rest differently, and one of VRM 0.x --------------------------------------------------------

function pack(json) {
  const text = Buffer.from(JSON.stringify(json));
  const padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, 0x20)]);
  const header = Buffer.alloc(20);
  for (const [index, word] of [0x46546c67, 2, 20 + padded.length, padded.length, 0x4e4f534a].entries())
    header.writeUInt32LE(word, index * 4);
  return new Uint8Array(Buffer.concat([header, padded]));
}

/** A model in a T-pose whose bones' own axes are turned at random by up to `degrees`, and whose lengths differ by `spread`. */
function createModel({ bones, degrees, spread, facing }) {
  const world = new Map();
  const present = new Set(bones);
  const list = HUMANOID_TREE.filter(([bone]) => present.has(bone));
  const indexOf = (bone) => list.findIndex(([name]) => name === bone);
  const parentOf = Object.fromEntries(HUMANOID_TREE);
  const nodes = list.map(([bone]) => {
    let [parent, offset] = [parentOf[bone], new THREE.Vector3(...DEFAULT_PROPORTIONS[bone])];
    while (parent && !present.has(parent)) {
      offset.add(new THREE.Vector3(...DEFAULT_PROPORTIONS[parent]));
      parent = parentOf[parent];
    }
    offset.multiplyScalar(between(1 - spread, 1 + spread));
    if (facing < 0) offset.set(-offset.x, offset.y, -offset.z);
    const turned = createTurn(degrees);
    const up = parent ? world.get(parent) : new THREE.Quaternion();
    world.set(bone, turned);
    const back = up.clone().invert();
    return {
      name: `${bone}_node`,
      parent,
      translation: offset.applyQuaternion(back).toArray(),
      rotation: back.clone().multiply(turned).toArray(),
    };
  });
  for (const [index, node] of nodes.entries()) {
    const children = nodes.flatMap((other, at) => (other.parent && indexOf(other.parent) === index ? [at] : []));
    if (children.length > 0) node.children = children;
  }
  return { nodes: nodes.map(({ parent, ...node }) => node), list: list.map(([bone]) => bone) };
}

const licence = { licenseUrl: 'https://vrm.dev/licenses/1.0/', metaVersion: '1' };
function packVrm1({ nodes, list }) {
  const humanBones = Object.fromEntries(list.map((bone, node) => [bone, { node }]));
  const meta = { name: 'golden', version: '1', authors: ['Contrapposto'], licenseUrl: licence.licenseUrl };
  return pack({
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes,
    extensionsUsed: ['VRMC_vrm'],
    extensions: { VRMC_vrm: { specVersion: '1.0', meta, humanoid: { humanBones } } },
  });
}

function packVrm0({ nodes, list }) {
  const humanBones = list.map((bone, node) => ({ bone, node, useDefaultValues: true }));
  return pack({
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes,
    extensionsUsed: ['VRM'],
    extensions: {
      VRM: {
        exporterVersion: 'golden',
        specVersion: '0.0',
        meta: { title: 'golden' },
        humanoid: { humanBones },
        blendShapeMaster: { blendShapeGroups: [] },
        secondaryAnimation: { boneGroups: [], colliderGroups: [] },
        materialProperties: [],
      },
    },
  });
}

const BODY = BONES.filter((bone) => !/Thumb|Index|Middle|Ring|Little|Eye|jaw/.test(bone));
const MODELS = {
  turned: {
    model: createModel({ bones: BONES.filter((bone) => !/Eye|jaw/.test(bone)), degrees: 170, spread: 0.3, facing: 1 }),
    pack: packVrm1,
    version: '1.0',
  },
  sparse: { model: createModel({ bones: BODY, degrees: 60, spread: 0.1, facing: 1 }), pack: packVrm1, version: '1.0' },
  old: { model: createModel({ bones: BODY, degrees: 0, spread: 0.1, facing: -1 }), pack: packVrm0, version: '0.x' },
};

const worldTurn = (node) => node.getWorldQuaternion(new THREE.Quaternion());

async function playModel({ model, pack, version }) {
  const vrm = (await loadGltf(pack(model), VRMLoaderPlugin)).userData.vrm;
  const nodeOf = (bone) => vrm.humanoid.getRawBoneNode(bone);
  vrm.scene.updateMatrixWorld(true);
  const rest = new Map(model.list.map((bone) => [bone, worldTurn(nodeOf(bone)).invert()]));
  const turns = () => {
    vrm.humanoid.update();
    vrm.scene.updateMatrixWorld(true);
    return model.list.flatMap((bone) => worldTurn(nodeOf(bone)).multiply(rest.get(bone)).toArray());
  };

  vrm.humanoid.setNormalizedPose(JSON.parse(formatVrmPose(clip.frames[0].person, { version }).text));
  const posed = turns();
  vrm.humanoid.resetNormalizedPose();

  const [animation] = (await loadGltf(vrma, VRMAnimationLoaderPlugin)).userData.vrmAnimations;
  const mixer = new THREE.AnimationMixer(vrm.scene);
  mixer.clipAction(createVRMAnimationClip(animation, vrm)).play();
  const played = clip.frames.flatMap(({ time }) => {
    mixer.setTime(time === clip.frames.at(-1).time ? time - 1e-9 : time);
    return turns();
  });
  return { posed, played };
}

for (const [name, definition] of Object.entries(MODELS)) {
  const { posed, played } = await playModel(definition);
  const { list } = definition.model;
  arrays[`vrm-${name}`] = bytesOf(definition.pack(definition.model));
  arrays[`pose-${name}`] = numbers([list.length, 4], posed);
  arrays[`vrma-${name}`] = numbers([FRAMES, list.length, 4], played);
  meta.models[name] = { version: definition.version, bones: list };
}

// --- Written as vector_file.py does -----------------------------------------------------------------------------------------

mkdirSync(OUT, { recursive: true });
const entries = {};
let offset = 0;
for (const [key, { dtype, shape, data }] of Object.entries(arrays)) {
  entries[key] = { dtype, shape, offset, length: data.length };
  offset += data.length;
}
const provenance = {
  generator: 'tools/golden/spatial.mjs',
  node: process.versions.node,
  packages: versions,
  seed: SEED,
};
writeFileSync(join(OUT, 'index.json'), `${JSON.stringify({ provenance, meta, arrays: entries }, null, 1)}\n`);
const data = gzipSync(Buffer.concat(Object.values(arrays).map((array) => array.data)), { level: 9 });
writeFileSync(join(OUT, 'data.bin.gz'), data);
console.log(`tools/golden/vectors/spatial: ${offset} bytes`);
