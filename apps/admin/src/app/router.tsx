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
              path: 'reports',
              lazy: async () => ({ Component: (await import('../features/reports/ReportsPage.js')).ReportsPage }),
            },
            {
              path: 'reports/compare',
              lazy: async () => ({ Component: (await import('../features/reports/ComparePage.js')).ComparePage }),
            },
            {
              path: 'reports/leaderboard',
              lazy: async () => ({
                Component: (await import('../features/reports/LeaderboardPage.js')).LeaderboardPage,
              }),
            },
            {
              path: 'reports/datasets/:datasetId?',
              lazy: async () => ({ Component: (await import('../features/datasets/DatasetsPage.js')).DatasetsPage }),
            },
            {
              path: 'reports/:reportId',
              lazy: async () => ({ Component: (await import('../features/reports/ReportPage.js')).ReportPage }),
            },
            {
              path: 'operations',
              lazy: async () => ({
                Component: (await import('../features/operations/OperationsPage.js')).OperationsPage,
              }),
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
