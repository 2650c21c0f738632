import { closeSync, openSync, writeSync } from 'node:fs';
import { createRandom } from './random.mjs';

const JOINTS = 17;
const PEOPLE_PER_IMAGE = 4;
const BYTES_PER_IMAGE = 3_030;
/** Text that is written at once. */
const CHUNK = 2 ** 20;

function createImage(id) {
  const name = `${String(id).padStart(12, '0')}.jpg`;
  return {
    license: 4,
    file_name: name,
    coco_url: `https://pictures.example/train/${name}`,
    height: 480,
    width: 640,
    date_captured: '2013-11-14 17:02:52',
    id,
  };
}

function createAnnotation(id, imageId, random) {
  const keypoints = Array.from({ length: JOINTS }, () =>
    random() < 0.3 ? [0, 0, 0] : [Math.floor(random() * 640), Math.floor(random() * 480), 2],
  ).flat();
  return {
    segmentation: [Array.from({ length: 60 }, () => +(random() * 640).toFixed(2))],
    num_keypoints: keypoints.filter((value, index) => index % 3 === 2 && value > 0).length,
    area: +(random() * 1e5).toFixed(4),
    iscrowd: 0,
    keypoints,
    image_id: imageId,
    bbox: [10.5, 20.25, 200, 300.01],
    category_id: 1,
    id,
  };
}

function writeList(file, name, count, create) {
  writeSync(file, `, "${name}": [`);
  let text = '';
  for (let index = 0; index < count; index++) {
    text += (index > 0 ? ', ' : '') + JSON.stringify(create(index));
    if (text.length > CHUNK) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, `${text}]`);
}

/** A synthetic COCO keypoints file of about so many bytes: annotations in the order of their images, or `scattered`, and then before them. */
export function writeCocoFile(path, bytes, order) {
  const random = createRandom(20170901);
  const file = openSync(path, 'w');
  const images = Math.ceil(bytes / BYTES_PER_IMAGE);
  const count = images * PEOPLE_PER_IMAGE;
  const imageOf = (index) =>
    order === 'ordered' ? Math.floor(index / PEOPLE_PER_IMAGE) : Math.floor(random() * images);
  const writeImages = () => writeList(file, 'images', images, (index) => createImage(index + 1));
  const writeAnnotations = () =>
    writeList(file, 'annotations', count, (index) => createAnnotation(index + 1, imageOf(index) + 1, random));
  writeSync(file, '{"info": {"year": 2017}');
  if (order === 'ordered') writeImages();
  writeAnnotations();
  if (order === 'scattered') writeImages();
  writeSync(file, ', "categories": [{"id": 1, "name": "person"}]}');
  closeSync(file);
}
