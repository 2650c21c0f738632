import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconBraces, IconCheck, IconCode, IconCopy, IconTerminal2 } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { type CreateGenerationInput } from '../../generated/graphql.js';
import { formatCurl, formatMutation, formatVariables } from './format-mutation.js';

/** The generation that the form asks for, as what a program would send. */
export function CopyAsGraphql({ input }: { readonly input: CreateGenerationInput }) {
  const { copy, copied } = useClipboard();
  const navigate = useNavigate();
  const openInGraphiql = () =>
    void navigate('/graphiql', { state: { query: formatMutation(), variables: formatVariables(input) } });
  return (
    <Menu position="top-end" shadow="md">
      <Menu.Target>
        <Tooltip label={copied ? 'Copied' : 'Copy as GraphQL'}>
          <ActionIcon variant="default" size="input-md" aria-label="Copy as GraphQL">
            {copied ? <IconCheck size={20} /> : <IconBraces size={20} />}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCopy size={16} />}
          onClick={() => {
            copy(formatMutation());
          }}
        >
          Copy the mutation
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBraces size={16} />}
          onClick={() => {
            copy(formatVariables(input));
          }}
        >
          Copy its variables
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTerminal2 size={16} />}
          onClick={() => {
            copy(formatCurl(input, window.location.origin));
          }}
        >
          Copy as a curl command
        </Menu.Item>
        <Menu.Item leftSection={<IconCode size={16} />} onClick={openInGraphiql}>
          Open in GraphiQL
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
