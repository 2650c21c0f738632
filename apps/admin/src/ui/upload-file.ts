/** Sends a file, as it is. @returns the id of the upload @throws Error that says what the API said; whatever `signal` was aborted with */
export async function uploadFile(file: File, signal?: AbortSignal): Promise<string> {
  const response = await fetch(`/uploads?fileName=${encodeURIComponent(file.name)}`, {
    method: 'POST',
    body: file,
    signal: signal ?? null,
  });
  const answer = (await response.json()) as { readonly id?: string; readonly error?: { readonly message?: string } };
  if (answer.id === undefined) throw new Error(answer.error?.message ?? `The API answered with ${response.status}.`);
  return answer.id;
}
