import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { Kind } from 'graphql';

/** A typed document and the name of its operation. */
export interface Operation<Data, Variables> {
  readonly name: string;
  readonly document: TypedDocumentNode<Data, Variables>;
}

export function toOperation<Data, Variables>(document: TypedDocumentNode<Data, Variables>): Operation<Data, Variables> {
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION && definition.name)
      return { name: definition.name.value, document };
  }
  throw new TypeError('Expected a document with a named operation, got one without.');
}
