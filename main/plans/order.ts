/**
 * The fixes in the order in which they make sense together: first what keeps others out, then what it may do, then
 * what lies around, then what takes longer. A fix that isn't named comes last.
 */
export const ORDER: readonly string[] = [
  'stop-tunnels',
  'listen-locally',
  'strong-password',
  'close-chats',
  'tools-hardened',
  'tools-ask-first',
  'sandbox-on',
  'allow-list-plugins',
  'close-permissions',
  'quarantine-skill',
  'quarantine-plugin',
  'move-workspace',
  'store-secrets',
  'retire-copy',
  'ordinary-service',
  'ordinary-account',
  'update-copy',
];

/** Where a fix stands in that order, by its id with or without what it is about. */
export function placeInOrder(id: string): number {
  const at = ORDER.findIndex((name) => id === name || id.startsWith(`${name}-`));
  return at < 0 ? ORDER.length : at;
}
