import { useMutation } from '@apollo/client/react';
import { useState } from 'react';
import { CreateDatasetSnapshotDocument, type CreateDatasetSnapshotMutation } from '../../generated/graphql.js';
import { describeError } from '../../ui/describe-error.js';
import { uploadFile } from '../../ui/upload-file.js';
import { type Uploads, useUploads } from '../../ui/use-uploads.js';

type Outcome = CreateDatasetSnapshotMutation['createDatasetSnapshot'];

export interface DatasetImportRequest {
  readonly datasetId: string;
  readonly annotations: File;
  /** None: samples without pictures of their own. */
  readonly pictures: readonly File[];
  readonly split: string;
}

export interface DatasetImport {
  readonly run: (request: DatasetImportRequest) => Promise<void>;
  readonly isBusy: boolean;
  readonly uploads: Uploads;
  readonly report: Outcome['report'];
  readonly problem: string | null;
}

/** As the annotations name it: by its path below the picked folder. */
function toFileName({ name, webkitRelativePath }: File): string {
  return webkitRelativePath.includes('/') ? webkitRelativePath.slice(webkitRelativePath.indexOf('/') + 1) : name;
}

/** Makes a snapshot of annotations and their pictures. @param onTaken is told when there is one */
export function useDatasetImport(onTaken: () => void): DatasetImport {
  const uploads = useUploads();
  const [mutate] = useMutation(CreateDatasetSnapshotDocument);
  const [isBusy, setIsBusy] = useState(false);
  const [report, setReport] = useState<Outcome['report']>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const run = async ({ datasetId, annotations, pictures, split }: DatasetImportRequest) => {
    setIsBusy(true);
    setReport(null);
    setProblem(null);
    try {
      const sent = await uploads.run(pictures.map((file) => ({ key: toFileName(file), file })));
      if (!sent) return;
      const input = {
        datasetId,
        annotationsUploadId: await uploadFile(annotations),
        pictures: sent.map(({ key, uploadId }) => ({ fileName: key, uploadId })),
        split,
      };
      const { data } = await mutate({ variables: { input } });
      setReport(data?.createDatasetSnapshot.report ?? null);
      setProblem(data?.createDatasetSnapshot.userErrors[0]?.message ?? null);
      if (data?.createDatasetSnapshot.snapshot) onTaken();
    } catch (error) {
      setProblem(describeError(error));
    } finally {
      setIsBusy(false);
    }
  };
  return { run, isBusy, uploads, report, problem: problem ?? uploads.problem };
}
