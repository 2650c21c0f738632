import { formatReportCsv, formatReportHtml, formatReportJson, type ReportDocument } from '@contrapposto/eval';
import { loadReports } from '@contrapposto/platform';
import type { RequestHandler, Response } from 'express';
import { parseGlobalId } from '../global-id.js';
import { collectDocument, type EmbedPicture } from '../reports/collect-document.js';
import { type MeasuredReport, toMeasured } from '../reports/compare.js';
import type { HttpParts } from './http-parts.js';
import { HttpProblem } from './problem.js';
import { createThumbnailer } from './thumbnails.js';

/** Of the pictures in a page, in pixels. */
const THUMBNAIL_SIZE = 256;

interface ExportFormat {
  readonly mediaType: string;
  readonly hasPictures: boolean;
  readonly format: (document: ReportDocument) => string;
}

const FORMATS: Readonly<Record<string, ExportFormat>> = {
  json: { mediaType: 'application/json', hasPictures: false, format: formatReportJson },
  csv: { mediaType: 'text/csv', hasPictures: false, format: formatReportCsv },
  html: { mediaType: 'text/html', hasPictures: true, format: formatReportHtml },
};

/** A page shows its own pictures and styles, and runs and loads nothing. */
const PAGE_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox";

/** GET /reports/:id.json|csv|html: a studio's own report, to keep or to send. The page is shown, the others are downloads. */
export function createReportHandler({ database, storage }: HttpParts): RequestHandler {
  const makeThumbnail = createThumbnailer(storage);
  const embed: EmbedPicture = (sha256) => makeThumbnail(sha256, THUMBNAIL_SIZE).then(toDataUrl, skipUnreadable);
  return async (request, response) => {
    const { id, format: extension } = request.params;
    const format = Object.hasOwn(FORMATS, String(extension)) ? FORMATS[String(extension)] : undefined;
    if (!format) throw new HttpProblem(404, 'NOT_FOUND', `Expected ${Object.keys(FORMATS).join(', ')}.`);
    const measured = await findMeasured(response.locals.caller.studioId, String(id));
    const document = await collectDocument(database, measured, ...(format.hasPictures ? [embed] : []));
    sendReport(response, document, format, String(extension));
  };

  async function findMeasured(studioId: string, globalId: string): Promise<MeasuredReport> {
    const found = parseGlobalId(globalId);
    const report =
      found?.type === 'EvaluationReport' && (await loadReports(database, studioId, [found.id])).get(found.id);
    if (!report) throw new HttpProblem(404, 'NOT_FOUND', 'No report of this studio has that id.');
    const measured = toMeasured(report);
    if (!measured)
      throw new HttpProblem(
        409,
        'NOT_MEASURED',
        `Expected a report that has SUCCEEDED, got one that is ${report.state}.`,
      );
    return measured;
  }
}

function toDataUrl(picture: Buffer): string {
  return `data:image/webp;base64,${picture.toString('base64')}`;
}

/** What somebody uploaded may be no picture at all: its sample says so in words. */
function skipUnreadable(error: unknown): null {
  if (error instanceof HttpProblem) return null;
  throw error;
}

/** A report's name, as far as any file may have it. */
function toFileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}._-]+/gu, ' ').trim() || 'report';
}

function sendReport(
  response: Response,
  document: ReportDocument,
  { mediaType, hasPictures, format }: ExportFormat,
  extension: string,
): void {
  // Its numbers stand; how they are written may change with a new build.
  response.set({ 'cache-control': 'private, no-cache', 'content-security-policy': PAGE_POLICY });
  if (!hasPictures) response.attachment(`${toFileName(document.name)}.${extension}`);
  response.type(mediaType).send(format(document));
}
