import { monitorEventLoopDelay } from 'node:perf_hooks';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** How often the event loop is looked at, in milliseconds; part of what node reports as its delay. */
const RESOLUTION_MS = 10;

/** What GET /metrics tells, in the text format of Prometheus. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'route' | 'status'>;
  readonly operations: Counter<'type' | 'outcome'>;
  readonly sockets: Gauge;
  readonly subscriptions: Gauge;
  dispose(): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const eventLoop = addEventLoopDelay(registry);
  return {
    registry,
    requests: new Histogram({
      name: 'contrapposto_http_request_seconds',
      help: 'HTTP requests by method, route and status: how many, and how long until the last byte.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    operations: new Counter({
      name: 'contrapposto_graphql_operations_total',
      help: 'GraphQL operations by type and outcome.',
      labelNames: ['type', 'outcome'],
      registers,
    }),
    sockets: new Gauge({ name: 'contrapposto_sockets', help: 'WebSockets that are open.', registers }),
    subscriptions: new Gauge({
      name: 'contrapposto_subscriptions',
      help: 'Subscriptions that are followed.',
      registers,
    }),
    dispose: () => {
      eventLoop.disable();
      registry.clear();
    },
  };
}

function addEventLoopDelay(registry: Registry) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  new Gauge({
    name: 'contrapposto_event_loop_delay_p99_seconds',
    help: 'How much later than it should the event loop came round, at the 99th percentile since the last look.',
    registers: [registry],
    collect() {
      // Node reports the whole time between two rounds.
      this.set(Math.max(0, delay.percentile(99) / 1e9 - RESOLUTION_MS / 1000));
      delay.reset();
    },
  });
  return delay;
}
