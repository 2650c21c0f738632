import { mapBoneNames } from './bone-names.js';
import { type HumanoidBone } from './humanoid.js';

/** Names in a chain, each below the one before. */
const chain = (...names: string[]) => names.map((name, index) => ({ name, parent: index - 1 }));

function read(name: string): HumanoidBone | undefined {
  return [...mapBoneNames([{ name, parent: -1 }])][0]?.[0];
}

describe('mapBoneNames', () => {
  it.each<[string, string[], HumanoidBone]>([
    [
      'the left hand',
      [
        'LeftHand',
        'mixamorig:LeftHand',
        'hand_l',
        'lHand',
        'Bip01 L Hand',
        'J_Bip_L_Hand',
        'Hand.L',
        'leftHand',
        'Character1_LeftHand',
        'LEFT_WRIST',
      ],
      'leftHand',
    ],
    [
      'the right thigh',
      [
        'RightUpLeg',
        'mixamorig9:RightUpLeg',
        'thigh_r',
        'rThigh',
        'Bip01 R Thigh',
        'upper_leg.R',
        'RightHip',
        'J_Bip_R_UpperLeg',
      ],
      'rightUpperLeg',
    ],
    ['the left forearm', ['LeftForeArm', 'lowerarm_l', 'lForeArm', 'LeftElbow', 'forearm.L'], 'leftLowerArm'],
    ['the hips', ['Hips', 'pelvis', 'hip', 'mixamorig:Hips', 'Bip01 Pelvis', 'J_Bip_C_Hips'], 'hips'],
    ['the neck', ['Neck', 'neck_01', 'Neck1', 'Bip01 Neck'], 'neck'],
    [
      'a fingertip',
      ['mixamorig:RightHandIndex3', 'index_03_r', 'rightIndexDistal', 'J_Bip_R_Index3'],
      'rightIndexDistal',
    ],
    ['a thumb', ['LeftHandThumb1', 'thumb_01_l', 'leftThumbMetacarpal'], 'leftThumbMetacarpal'],
  ])('reads %s of every naming', (_, names, bone) => {
    expect(names.map((name) => [name, read(name)])).toEqual(names.map((name) => [name, bone]));
  });

  it.each([
    'Armature',
    'root',
    'Leg',
    'thigh_twist_01_l',
    'LHipJoint',
    'ik_hand_l',
    'RightHandIndex4',
    'camera',
    '',
    'constructor',
  ])('leaves %s alone', (name) => {
    expect(read(name)).toBeUndefined();
  });

  it('finds the spine by place', () => {
    const map = (...spine: string[]) => {
      const nodes = chain('root', 'Hips', ...spine, 'Neck', 'Head');
      const bones = mapBoneNames(nodes);
      return (['spine', 'chest', 'upperChest'] as const).map((bone) => nodes[bones.get(bone) ?? -1]?.name);
    };
    expect(map('a')).toEqual(['a', undefined, undefined]);
    expect(map('a', 'b')).toEqual(['a', 'b', undefined]);
    expect(map('a', 'b', 'c')).toEqual(['a', 'b', 'c']);
    expect(map('a', 'b', 'c', 'd', 'e')).toEqual(['a', 'c', 'e']);
  });

  it("takes Biovision's shoulder for the arm, and a leg without a thigh for the whole", () => {
    const arm = mapBoneNames(chain('Hips', 'LeftCollar', 'LeftShoulder', 'LeftElbow', 'LeftWrist'));
    expect([...arm]).toEqual([
      ['hips', 0],
      ['leftShoulder', 1],
      ['leftUpperArm', 2],
      ['leftLowerArm', 3],
      ['leftHand', 4],
    ]);
    expect(mapBoneNames(chain('Hips', 'LeftLeg', 'LeftKnee')).get('leftUpperLeg')).toBe(1);
  });

  it("lets the caller's word go first", () => {
    const bones = mapBoneNames(chain('Hips', 'Hips2', 'LeftHand'), { Hips2: 'hips', LeftHand: 'rightHand' });
    expect([...bones]).toEqual([
      ['hips', 1],
      ['rightHand', 2],
    ]);
  });
});
