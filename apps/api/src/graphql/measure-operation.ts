import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getArgumentValues,
  getNamedType,
  getNullableType,
  getVariableValues,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  isCompositeType,
  isListType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

export interface Measure {
  /** Objects that the operation may have to find, at most: pages by their `first` or `last`, other lists by what their field declares. */
  readonly cost: number;
  /** Fields within fields. */
  readonly depth: number;
}

/** A list that declares no complexity. */
const USUAL_LENGTH = 10;
const NOTHING: Measure = { cost: 0, depth: 0 };

/** What a field selects, as execution merges it: the same field twice is one. */
interface MergedField {
  readonly parent: GraphQLCompositeType;
  readonly node: FieldNode;
  readonly selections: SelectionSetNode[];
}

/**
 * Measures an operation by its text and variables, before anything runs. Fragments count once in a selection, as they are executed once, so
 * that nested spreads cannot make this slower than the text is long. `@skip` and `@include` are not looked at, and of several types behind an
 * interface all are counted: it is an upper bound. Introspection is free.
 *
 * @param operation of a document that is valid for the schema
 */
export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Measure {
  const root = schema.getRootType(operation.operation);
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  // Variables that do not fit are told by the execution, which then does not happen.
  if (!root || !coerced) return NOTHING;
  return new Measurement(schema, document, coerced).measure(root, [operation.selectionSet], 1);
}

class Measurement {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly variables: Readonly<Record<string, unknown>>,
  ) {
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  }

  /** @param pageSize of the connection that `parent` is, 1 otherwise */
  measure(parent: GraphQLCompositeType, selections: readonly SelectionSetNode[], pageSize: number): Measure {
    const merged = new Map<string, MergedField>();
    const visited = new Set<string>();
    for (const selection of selections) this.collect(parent, selection, visited, merged);
    const measures = [...merged.values()].map((field) => this.measureField(field, pageSize));
    return {
      cost: measures.reduce((sum, { cost }) => sum + cost, 0),
      depth: measures.reduce((deepest, { depth }) => Math.max(deepest, depth), 0),
    };
  }

  private collect(
    parent: GraphQLCompositeType,
    { selections }: SelectionSetNode,
    visited: Set<string>,
    into: Map<string, MergedField>,
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) collectField(parent, selection, into);
      else if (selection.kind === Kind.INLINE_FRAGMENT)
        this.collect(this.typeOf(selection.typeCondition?.name.value) ?? parent, selection.selectionSet, visited, into);
      else this.collectFragment(parent, selection.name.value, visited, into);
    }
  }

  private collectFragment(
    parent: GraphQLCompositeType,
    name: string,
    visited: Set<string>,
    into: Map<string, MergedField>,
  ): void {
    const fragment = this.fragments.get(name);
    if (!fragment || visited.has(name)) return;
    visited.add(name);
    this.collect(this.typeOf(fragment.typeCondition.name.value) ?? parent, fragment.selectionSet, visited, into);
  }

  private measureField({ parent, node, selections }: MergedField, pageSize: number): Measure {
    const field = isUnionType(parent) ? undefined : parent.getFields()[node.name.value];
    if (!field) return NOTHING;
    const type = getNamedType(field.type);
    if (!isCompositeType(type)) return { cost: 0, depth: 1 };
    const args = this.readArguments(field, node);
    const inner = this.measure(type, selections, pageSizeOf(args));
    const declared = field.extensions.complexity as number | undefined;
    const cost = isListType(getNullableType(field.type))
      ? lengthOf(field, args, pageSize) * (1 + inner.cost)
      : (declared ?? 1) + inner.cost;
    return { cost, depth: 1 + inner.depth };
  }

  private readArguments(field: GraphQLField<unknown, unknown>, node: FieldNode): Readonly<Record<string, unknown>> {
    try {
      return getArgumentValues(field, node, this.variables);
    } catch {
      // As with variables: execution will say so.
      return {};
    }
  }

  private typeOf(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.schema.getType(name);
    return type && isCompositeType(type) ? type : undefined;
  }
}

function collectField(parent: GraphQLCompositeType, node: FieldNode, into: Map<string, MergedField>): void {
  const key = `${parent.name}.${node.alias?.value ?? node.name.value}`;
  const known = into.get(key) ?? { parent, node, selections: [] };
  if (node.selectionSet) known.selections.push(node.selectionSet);
  into.set(key, known);
}

function pageSizeOf({ first, last }: Readonly<Record<string, unknown>>): number {
  const size = first ?? last;
  return typeof size === 'number' && size > 0 ? size : 1;
}

/** How many objects a list has: a connection's `edges` and `nodes` as many as its page. */
function lengthOf(
  field: GraphQLField<unknown, unknown>,
  { ids }: Readonly<Record<string, unknown>>,
  pageSize: number,
): number {
  if (Array.isArray(ids)) return ids.length;
  if (field.name === 'edges' || field.name === 'nodes') return pageSize;
  return (field.extensions.complexity as number | undefined) ?? USUAL_LENGTH;
}
