import { Anchor, Stack, Table, Text } from '@mantine/core';
import { formatBytes } from '../../ui/format.js';
import { LossList } from './LossList.js';
import { type PoseExport } from './use-export.js';

/** The files of an export to be downloaded, and what their format could not hold. */
export function ExportedFiles({ made: { files, report } }: { readonly made: PoseExport }) {
  return (
    <Stack gap="sm">
      <Table layout="fixed" verticalSpacing={4} fz="sm" aria-label="Files">
        <Table.Tbody>
          {files.map(({ fileName, byteSize, url }) => (
            <Table.Tr key={fileName}>
              <Table.Td>
                <Anchor href={url} download={fileName} size="sm">
                  {fileName}
                </Anchor>
              </Table.Td>
              <Table.Td ta="right" w={90}>
                {formatBytes(byteSize)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {report.lossless ? (
        <Text size="sm">Nothing was lost: read again, the poses are the same.</Text>
      ) : (
        <LossList losses={report.losses} />
      )}
    </Stack>
  );
}
