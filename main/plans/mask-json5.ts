import { type AnyNode, parse } from '@humanwhocodes/momoa';
import type { Rule } from './mask-text';
import { isSecret, isSecretName } from './secret-names';

/** Settings beside a secret that say what it is or where it lies, not what it says. */
const BESIDE =
  /^(?:enabled|mode|source|provider|type|kind|port|host|path|file|name|id|method|ttl.*|.*file|.*path)$/i;

/**
 * Names of variables and headers, and of what a plugin or skill keeps for itself (docs/gateway/configuration-reference.md,
 * `plugins.entries.*.config`), are whatever somebody chose: their texts are hidden, all of them.
 */
const HOLDERS = /^(?:env|vars|environment|config|(?:http_?|extra_?|default_?)?headers)$/i;

/** The last word of a list that says what the next one is: `--token`. */
const isSecretSwitch = (node: AnyNode | undefined): boolean =>
  node?.type === 'String' && /^--?[A-Za-z][\w-]*$/.test(node.value) && isSecretName(node.value);

type Replacement = readonly [from: number, to: number, secret: string];
type Named = Extract<AnyNode, { type: 'Object' }>['members'][number];

const nameOf = ({ name }: Named): string => (name.type === 'Identifier' ? name.name : String(name.value));

/** An object that says where a secret lies (docs/gateway/secrets.md, SecretRef) holds none itself. */
const isReference = (members: readonly Named[]) => {
  const names = members.map(nameOf);
  return names.includes('source') && names.includes('id') && names.length <= 3;
};

/** Values behind secret names, nested ones too: an array of keys, an object of passwords. */
function secretsIn(node: AnyNode, name: string, inSecret: boolean, text: string): readonly Replacement[] {
  switch (node.type) {
    case 'Document':
      return secretsIn(node.body, name, inSecret, text);
    case 'Object':
      if (isReference(node.members)) return [];
      return node.members.flatMap((member) => {
        const own = nameOf(member);
        const held = HOLDERS.test(name) && member.value.type === 'String';
        const within = isSecretName(own) || held || (inSecret && !BESIDE.test(own));
        return secretsIn(member.value, own, within, text);
      });
    case 'Array':
      return node.elements.flatMap(({ value }, at) =>
        secretsIn(value, name, inSecret || isSecretSwitch(node.elements[at - 1]?.value), text),
      );
    case 'String':
    case 'Number': {
      const [from, to] = node.range ?? [0, 0];
      const value = String(node.value);
      const hides = inSecret ? isSecret(isSecretName(name) ? name : 'secret', value) : isSecret(name, value);
      if (!hides) return [];
      // The quotes stay.
      return node.type === 'String'
        ? [[from + 1, to - 1, text.slice(from + 1, to - 1)]]
        : [[from, to, value]];
    }
    default:
      return [];
  }
}

/** Hides what stands behind secret names in JSON5 as OpenClaw reads it; a text that can't be parsed stays as it is. */
export const maskJson5: Rule = (text, hide) => {
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const bare = text.slice(mark);
  let found: readonly Replacement[];
  try {
    found = secretsIn(parse(bare, { mode: 'json5', ranges: true }), '', false, bare);
  } catch {
    return text;
  }
  let masked = '';
  let at = 0;
  for (const [from, to, secret] of found.toSorted(([a], [b]) => a - b)) {
    masked += bare.slice(at, from) + hide(secret);
    at = to;
  }
  return text.slice(0, mark) + masked + bare.slice(at);
};
