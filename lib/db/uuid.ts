const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a text from outside can be an id of ours; what cannot be one does not exist. */
export function isUuid(text: string): boolean {
  return pattern.test(text);
}
