import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../prisma-client/client.js';
import type { Database } from './database.js';

export type { PrismaClient } from '../prisma-client/client.js';

/**
 * Prisma's client on the connections of a database that is there already: for lists, filters and edits. What a generation goes through is
 * plain SQL beside its explanation (src/generations), and stays so: it depends on row locks.
 *
 * The caller disposes the database, and disconnects nothing.
 */
export function createPrismaClient(database: Database): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(database.pool) });
}
