import { Listener, type ListenerOptions } from '../database/listener.js';
import { EVENT_CHANNEL } from './follow-events.js';

/** One connection that hears of every new event, for all followers and leases of this program. */
export function createEventListener(options: Omit<ListenerOptions, 'channel'>): Listener {
  return new Listener({ ...options, channel: EVENT_CHANNEL });
}
