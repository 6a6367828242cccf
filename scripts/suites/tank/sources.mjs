import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * This machine's own Debian sources, read now and written nowhere: those entries of apt's lists that are for this
 * release, its updates and its security updates, so that somebody else's repository stays out (sources.list(5)).
 * @param {string} release code name, say `bookworm`
 * @param {string} [apt] apt's folder
 * @returns {string} in the one-line format
 */
export function debianSources(release, apt = '/etc/apt') {
  const parts = join(apt, 'sources.list.d');
  const files = [
    join(apt, 'sources.list'),
    ...(existsSync(parts) ? readdirSync(parts).map((name) => join(parts, name)) : []),
  ].filter((path) => existsSync(path));
  const lines = files.flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    if (path.endsWith('.list')) return text.split('\n').map((line) => line.trim());
    return path.endsWith('.sources') ? stanzas(text) : [];
  });
  const ours = new Set([release, `${release}-updates`, `${release}-security`, `${release}/updates`]);
  return lines
    .filter((line) => /^deb\s/.test(line) && ours.has(line.replace(/\[[^\]]*\]/, '').split(/\s+/)[2]))
    .join('\n');
}

/** deb822 to the one-line format; an option that is not known here is left out. */
function stanzas(text) {
  return text.split(/\n\s*\n/).flatMap((stanza) => {
    const fields = new Map();
    for (const line of stanza.split('\n')) {
      const [, name, value] = /^([A-Za-z-]+):\s*(.*)$/.exec(line) ?? [];
      if (name) fields.set(name.toLowerCase(), value.trim());
    }
    const words = (name) => (fields.get(name) ?? '').split(/\s+/).filter(Boolean);
    if (!words('types').includes('deb') || fields.get('enabled') === 'no') return [];
    const key = fields.get('signed-by');
    const options = key?.startsWith('/') ? `[signed-by=${key}] ` : '';
    return words('uris').flatMap((uri) =>
      words('suites').map((suite) => `deb ${options}${uri} ${suite} ${words('components').join(' ')}`),
    );
  });
}
