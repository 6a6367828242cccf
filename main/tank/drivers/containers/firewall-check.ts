import { fieldAt, isJsonObject, type JsonObject, parseObject } from '../../../isolation/oci-inspect';

/** Networks that have to be refused at least; written as nft does. */
const REFUSED = ['10.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'];

const kindsOf = (listing: unknown, kind: string): JsonObject[] =>
  Array.isArray(listing) ? listing.map((each) => fieldAt(each, kind)).filter(isJsonObject) : [];

const networkOf = (element: unknown): string | null => {
  const prefix = fieldAt(element, 'prefix');
  return isJsonObject(prefix) ? `${prefix.addr}/${prefix.len}` : null;
};

const has = (expressions: unknown, kind: string): boolean =>
  Array.isArray(expressions) && expressions.some((each) => isJsonObject(each) && kind in each);

const matches = (expressions: unknown, field: string, right?: string): boolean =>
  Array.isArray(expressions) &&
  expressions.some(
    (each) =>
      fieldAt(each, 'match', 'left', 'payload', 'field') === field &&
      (right === undefined || fieldAt(each, 'match', 'right') === right),
  );

/**
 * Whether our rules are in force, by `nft --json list table` (libnftables-json(5)): whatever isn't allowed is dropped in
 * both directions, and private networks are refused before the web is allowed. Anything that reads otherwise is not closed.
 */
export function isClosed(text: string): boolean {
  const listing = fieldAt(parseObject(text), 'nftables');
  const chains = kindsOf(listing, 'chain');
  const drops = (name: string) =>
    chains.some((chain) => chain.name === name && chain.hook === name && chain.policy === 'drop');
  const refused = kindsOf(listing, 'set').find(({ name }) => name === 'refused4');
  const networks = Array.isArray(refused?.elem) ? refused.elem.map(networkOf) : [];
  const rules = kindsOf(listing, 'rule')
    .filter(({ chain }) => chain === 'output')
    .map(({ expr }) => expr);
  const refuses = rules.findIndex((rule) => matches(rule, 'daddr', '@refused4') && has(rule, 'reject'));
  // Names are allowed before: they go to the resolver's address alone.
  const lets = rules.findIndex(
    (rule) => matches(rule, 'dport') && !matches(rule, 'daddr') && has(rule, 'accept'),
  );
  return (
    drops('input') &&
    drops('output') &&
    REFUSED.every((network) => networks.includes(network)) &&
    refuses !== -1 &&
    lets > refuses
  );
}
