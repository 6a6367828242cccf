import type { EditChange } from '../contract/change';

/** Names whose value is nobody's business: settings, variables, fields of a file. */
const SECRET_NAME =
  /(token|password|passwd|secret|api[-_]?key|private[-_]?key|credential|mnemonic|cookie|bearer|webhook(url)?)$/i;

/** True when what stands behind this name is a secret. */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(name);

const hidden = (value: string) => `‹${value.length}›`;

/**
 * The text with the values behind secret names replaced by their length: `token: "‹48›"`. Works on lines, so that
 * a text that can't be parsed is masked as well.
 */
export function maskSecrets(text: string, _format: EditChange['format']): string {
  return text.replace(
    /((?:^|[\s{,;'"])["']?)([A-Za-z_][\w.-]*)(["']?\s*[:=]\s*)("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[^\s,'"}\]]+)/gm,
    (whole, lead: string, name: string, sign: string, value: string) => {
      if (!isSecretName(name)) return whole;
      const quote = /^["']/.exec(value)?.[0] ?? '';
      return `${lead}${name}${sign}${quote}${hidden(quote ? value.slice(1, -1) : value)}${quote}`;
    },
  );
}
