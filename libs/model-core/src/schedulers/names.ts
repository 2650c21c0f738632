/** The schedulers by the names that recipes, the command line and model folders use. */
export const SCHEDULER_NAMES = ['ddim', 'dpmpp-2m', 'euler'] as const;

export type SchedulerName = (typeof SCHEDULER_NAMES)[number];
