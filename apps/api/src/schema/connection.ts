import type { Edge, Page } from '@contrapposto/platform';
import { type ClassType, Field, Int, ObjectType } from 'type-graphql';
import { type PageInfo, PageInfoType } from './page.js';

/** A page as Relay wants it. What it costs a statement to know is asked for when a query does. */
export class Connection<Row> {
  readonly edges: readonly Edge<Row>[];
  readonly pageInfo: PageInfo;

  constructor(
    page: Page<Row>,
    /** How many there are on all pages. */
    readonly totalCount: () => Promise<number>,
  ) {
    const { edges, hasNextPage, hasPreviousPage } = page;
    this.edges = edges;
    this.pageInfo = {
      hasNextPage,
      hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    };
  }

  get nodes(): Row[] {
    return this.edges.map(({ node }) => node);
  }
}

/** The type `<Name>Edge`. */
export function createEdgeType(name: string, nodeType: () => ClassType) {
  @ObjectType(`${name}Edge`)
  class EdgeType {
    @Field(nodeType)
    readonly node!: object;

    @Field(() => String)
    readonly cursor!: string;
  }
  return EdgeType;
}

/** The types `<Name>Connection` and, where there is none yet, `<Name>Edge`. Its values are Connections. */
export function createConnectionType(
  name: string,
  nodeType: () => ClassType,
  edgeType: ClassType = createEdgeType(name, nodeType),
) {
  // Simple: graphql's own resolver calls `totalCount` where a query asks for it.
  @ObjectType(`${name}Connection`, { simpleResolvers: true })
  class ConnectionType {
    @Field(() => [edgeType])
    readonly edges!: readonly object[];

    @Field(() => [nodeType()])
    readonly nodes!: readonly object[];

    @Field(() => PageInfoType)
    readonly pageInfo!: PageInfoType;

    @Field(() => Int, { description: 'On all pages.' })
    readonly totalCount!: number;
  }
  return ConnectionType;
}
