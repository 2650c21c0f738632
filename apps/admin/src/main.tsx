import '@mantine/core/styles.css';
import './app/global.css';
import { ApolloProvider } from '@apollo/client/react';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { createClient } from './app/apollo-client.js';
import { createConnection } from './app/connection.js';
import { ConnectionContext } from './app/connection-context.js';
import { createRouter } from './app/router.js';
import { theme } from './app/theme.js';

const connection = createConnection(window.location);
const client = createClient(connection);
const router = createRouter();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <ConnectionContext value={connection}>
        <ApolloProvider client={client}>
          <RouterProvider router={router} />
        </ApolloProvider>
      </ConnectionContext>
    </MantineProvider>
  </StrictMode>,
);
