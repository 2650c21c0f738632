import { Accordion, Anchor, CopyButton, Group, Text } from '@mantine/core';
import { type ReportDetailFragment } from '../../generated/graphql.js';
import { Fact, Facts } from '../../ui/Facts.js';
import { listManifestFacts, type ManifestFact } from './manifest-facts.js';
import { METRICS } from './metrics.js';

function Value({ fact: { value, whole } }: { readonly fact: ManifestFact }) {
  return (
    <>
      {value}
      {whole !== null && (
        <CopyButton value={whole}>
          {({ copied, copy }) => (
            <Anchor component="button" type="button" size="xs" ml={6} onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Anchor>
          )}
        </CopyButton>
      )}
    </>
  );
}

/** The facts of one manifest. */
export function ManifestFacts({ manifest }: { readonly manifest: unknown }) {
  return (
    <Facts width={220}>
      {listManifestFacts(manifest).map((fact) => (
        <Fact key={fact.label} label={fact.label} whole={fact.whole ?? undefined}>
          <Value fact={fact} />
        </Fact>
      ))}
    </Facts>
  );
}

/** How the pictures were made, and each number, in full. */
export function Manifests({ metrics, generator }: Pick<ReportDetailFragment, 'metrics' | 'generator'>) {
  return (
    <Accordion multiple variant="contained" chevronPosition="left">
      {generator.recipe !== null && (
        <Accordion.Item value="recipe">
          <Accordion.Control>
            <Text size="sm">The pictures</Text>
          </Accordion.Control>
          <Accordion.Panel>
            <ManifestFacts manifest={generator.recipe} />
          </Accordion.Panel>
        </Accordion.Item>
      )}
      {metrics.map(({ metric, manifest }) => (
        <Accordion.Item key={metric} value={metric}>
          <Accordion.Control>
            <Text size="sm">{METRICS[metric].name}</Text>
          </Accordion.Control>
          <Accordion.Panel>
            <ManifestFacts manifest={manifest} />
            <Group justify="flex-end">
              <CopyButton value={JSON.stringify(manifest, null, 2)}>
                {({ copied, copy }) => (
                  <Anchor component="button" type="button" size="xs" onClick={copy}>
                    {copied ? 'Copied' : 'Copy all as JSON'}
                  </Anchor>
                )}
              </CopyButton>
            </Group>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
