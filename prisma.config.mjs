/**
 * For Prisma's own tools, when the schema changes: see prisma/README.md. No program of ours reads this file.
 *
 * The tools look for a native schema engine and try to download it. Making the client needs none: any file that exists stands in for it.
 */
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default {
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
};
