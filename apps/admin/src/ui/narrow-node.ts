/** What `node(id)` gave, where it is of the type that the fragment asked for: of another type, only an empty object comes. */
export function narrowNode<T extends { readonly id: string }>(
  node: T | Record<PropertyKey, never> | null | undefined,
): T | null {
  return node && 'id' in node ? node : null;
}
