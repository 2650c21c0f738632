import { createBrowserRouter, Navigate } from 'react-router';
import { NotFoundPage } from './NotFoundPage.js';
import { RouteError } from './RouteError.js';
import { Shell } from './Shell.js';

/** Each page is a chunk of its own: GraphiQL's editor is loaded by whoever opens GraphiQL. */
export function createRouter() {
  return createBrowserRouter([
    {
      element: <Shell />,
      errorElement: <RouteError />,
      hydrateFallbackElement: <></>,
      children: [
        {
          errorElement: <RouteError />,
          children: [
            { index: true, element: <Navigate to="/playground" replace /> },
            {
              path: 'playground/:generationId?',
              lazy: async () => ({
                Component: (await import('../features/playground/PlaygroundPage.js')).PlaygroundPage,
              }),
            },
            {
              path: 'poses/:poseId?',
              lazy: async () => ({ Component: (await import('../features/poses/PosesPage.js')).PosesPage }),
            },
            {
              path: 'generations/:generationId?',
              lazy: async () => ({
                Component: (await import('../features/generations/GenerationsPage.js')).GenerationsPage,
              }),
            },
            {
              path: 'insights',
              lazy: async () => ({ Component: (await import('../features/insights/InsightsPage.js')).InsightsPage }),
            },
            {
              path: 'graphiql',
              lazy: async () => ({ Component: (await import('../features/graphiql/GraphiqlPage.js')).GraphiqlPage }),
            },
            { path: '*', element: <NotFoundPage /> },
          ],
        },
      ],
    },
  ]);
}
