import { renderSkeletonSvg, type PersonPose } from '@contrapposto/pose';
import { EvalError } from '../../errors.js';
import { type ReportedSample } from '../report-document.js';
import { PICTURE_MEASURES } from '../report-results.js';
import { formatNumber } from './format-number.js';
import { html, trust, type Markup } from './markup.js';

const PICTURE_URL = /^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

/**
 * The picture, and beside it the picture in the dark with both skeletons: the wanted one pale, the found one in colour.
 *
 * @param id unique in the page: the picture is there once and shown twice
 * @throws EvalError INVALID_SAMPLE for a thumbnail that is no PNG, JPEG or WebP as a data URL
 */
export function drawSample(sample: ReportedSample, id: string): Markup {
  const { key, scene, caption, failure } = sample;
  return html`<figure class="sample">
    <div class="panes">${drawPicture(sample, id)}${drawSkeletons(sample, id)}</div>
    <figcaption>
      <b>${key}</b>${scene === null ? null : html` <span class="scene">${scene}</span>`}
      <p>${caption}</p>
      ${failure === null ? listMeasures(sample) : html`<p class="failure">${failure}</p>`}
    </figcaption>
  </figure>`;
}

function drawPicture({ key, canvas, thumbnail }: ReportedSample, id: string): Markup {
  if (thumbnail === null) return html`<div class="none">no picture</div>`;
  if (!PICTURE_URL.test(thumbnail))
    throw new EvalError(
      'INVALID_SAMPLE',
      `Expected a thumbnail as data URL of a PNG, JPEG or WebP, got ${JSON.stringify(thumbnail.slice(0, 40))} (sample ${key}).`,
    );
  const { width, height } = canvas;
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="picture of ${key}">
    <image id="${id}" href="${thumbnail}" width="${width}" height="${height}" />
  </svg>`;
}

function drawSkeletons({ key, canvas, skeleton, expected, found, thumbnail }: ReportedSample, id: string): Markup {
  const { width, height } = canvas;
  const draw = (people: readonly PersonPose[], title: string) =>
    trust(renderSkeletonSvg({ ...canvas, skeleton, people }, { title, limbWidth: 0.014 }));
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="skeletons of ${key}">
    ${thumbnail === null ? null : html`<use href="#${id}" />`}
    <rect class="shade" width="${width}" height="${height}" />
    <g class="expected">${draw(expected, 'wanted')}</g>
    <g class="found">${draw(found, 'found')}</g>
  </svg>`;
}

function listMeasures({ measures }: ReportedSample): Markup {
  const given = PICTURE_MEASURES.filter((measure) => measures[measure] !== undefined);
  return html`<p class="measures">
    ${given.map((measure) => html`<span>${measure} <b>${formatNumber(measures[measure] ?? null)}</b></span> `)}
  </p>`;
}
