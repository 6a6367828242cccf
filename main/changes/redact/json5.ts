import { type AnyNode, parse } from '@humanwhocodes/momoa';
import { isSecret, isSecretName } from './names';
import type { TextRange } from './ranges';
import { BESIDE } from './values';

/**
 * Names of variables and headers, and of what a plugin or skill keeps for itself (docs/gateway/configuration-reference.md,
 * `plugins.entries.*.config`), are whatever somebody chose: their texts are hidden, all of them.
 */
const HOLDERS = /^(?:env|vars|environment|config|(?:http_?|extra_?|default_?)?headers)$/i;

/** The last word of a list that says what the next one is: `--token`. */
const isSecretSwitch = (node: AnyNode | undefined): boolean =>
  node?.type === 'String' && /^--?[A-Za-z][\w-]*$/.test(node.value) && isSecretName(node.value);

type Named = Extract<AnyNode, { type: 'Object' }>['members'][number];

const nameOf = ({ name }: Named): string => (name.type === 'Identifier' ? name.name : String(name.value));

/** An object that says where a secret lies (docs/gateway/secrets.md, SecretRef) holds none itself. */
const isReference = (members: readonly Named[]) => {
  const names = members.map(nameOf);
  return names.includes('source') && names.includes('id') && names.length <= 3;
};

/** Values behind secret names, nested ones too: an array of keys, an object of passwords. */
function secretsIn(node: AnyNode, name: string, inSecret: boolean): readonly TextRange[] {
  switch (node.type) {
    case 'Document':
      return secretsIn(node.body, name, inSecret);
    case 'Object':
      if (isReference(node.members)) return [];
      return node.members.flatMap((member) => {
        const own = nameOf(member);
        const held = HOLDERS.test(name) && member.value.type === 'String';
        const within = isSecretName(own) || held || (inSecret && !BESIDE.test(own));
        return secretsIn(member.value, own, within);
      });
    case 'Array':
      return node.elements.flatMap(({ value }, at) =>
        secretsIn(value, name, inSecret || isSecretSwitch(node.elements[at - 1]?.value)),
      );
    case 'String':
    case 'Number': {
      const [from, to] = node.range ?? [0, 0];
      const value = String(node.value);
      const hides = inSecret ? isSecret(isSecretName(name) ? name : 'secret', value) : isSecret(name, value);
      if (!hides) return [];
      // The quotes stay.
      return node.type === 'String' ? [{ from: from + 1, to: to - 1 }] : [{ from, to }];
    }
    default:
      return [];
  }
}

const HOLDER_BEGINS =
  /(?<![\w$])(?:env|vars|environment|config|(?:http_?|extra_?|default_?)?headers)["'“”‘’]?\s{0,8}:\s{0,8}\{(?=([^{}]{0,20000}))/dgi;
const HELD_TEXT = /[:：][ \t]*(?:"([^"\r\n]*)|'([^'\r\n]*)|[“”]([^“”\r\n]*)|[‘’]([^‘’\r\n]*))/dg;

/** What stands in holders of a text that can't be parsed: each quoted value, or to its line's end. */
const heldInBroken = (text: string): readonly TextRange[] =>
  [...text.matchAll(HOLDER_BEGINS)].flatMap(({ 1: inside = '', indices }) => {
    const start = indices?.[1]?.[0] ?? 0;
    return [...inside.matchAll(HELD_TEXT)].flatMap((held) =>
      (held.indices ?? []).slice(1).flatMap((range) => {
        const value = range && inside.slice(...range);
        return value && isSecret('secret', value) ? [{ from: start + range[0], to: start + range[1] }] : [];
      }),
    );
  });

/** Ranges behind secret names in JSON5 as OpenClaw reads it; in a text that can't be parsed, what the names around it hold. */
export function inJson5(text: string): readonly TextRange[] {
  const mark = text.startsWith('\uFEFF') ? 1 : 0;
  const bare = text.slice(mark);
  try {
    return secretsIn(parse(bare, { mode: 'json5', ranges: true }), '', false).map(({ from, to }) => ({
      from: from + mark,
      to: to + mark,
    }));
  } catch {
    return heldInBroken(text);
  }
}
