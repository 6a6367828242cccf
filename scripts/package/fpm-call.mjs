/**
 * @typedef {object} Call what electron-builder asks of fpm
 * @property {string} output the .deb to write
 * @property {Record<string, string>} fields of the control file
 * @property {string[]} depends
 * @property {string[]} recommends
 * @property {Record<string, string>} scripts maintainer script to the file it comes from
 * @property {{ from: string, to: string }[]} files
 */

const ALONE = ['--force', '--debug'];

/**
 * @param {string[]} words `-s dir --force -t deb -d PACKAGE … --name NAME … SOURCE=TARGET …`
 *   (app-builder-lib/out/targets/FpmTarget.js); it fails on a target other than deb
 * @returns {Call}
 */
export function readCall(words) {
  const options = new Map();
  const files = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (ALONE.includes(word)) continue;
    if (word.startsWith('-')) {
      at += 1;
      options.set(word, [...(options.get(word) ?? []), words[at]]);
      continue;
    }
    const cut = word.lastIndexOf('=');
    const [from, to] = [word.slice(0, cut), word.slice(cut + 1)];
    files.push({ from: from.replace(/\/$/, ''), to });
  }
  const one = (name) => options.get(name)?.at(-1);
  if (one('-t') !== 'deb') throw new Error(`only .deb can be made here, not ${one('-t')}`);
  const architecture = one('--architecture');
  const scripts = { postinst: one('--after-install'), postrm: one('--after-remove') };
  return {
    output: one('--package'),
    depends: options.get('-d') ?? [],
    recommends: options.get('--deb-recommends') ?? [],
    scripts: Object.fromEntries(Object.entries(scripts).filter(([, file]) => file !== undefined)),
    files,
    fields: {
      Package: one('--name'),
      Version: one('--version'),
      Architecture: { x86_64: 'amd64', aarch64: 'arm64' }[architecture] ?? architecture,
      Maintainer: one('--maintainer'),
      Section: one('--category') ?? 'utils',
      Priority: one('--deb-priority') ?? 'optional',
      Homepage: one('--url'),
      Description: one('--description'),
    },
  };
}

/**
 * The control file of a binary package (Debian policy, section 5.3).
 * @param {Call} call
 * @param {number} kilobytes what the package takes on the disk
 * @returns {string}
 */
export function controlFile({ fields, depends, recommends }, kilobytes) {
  const { Description, ...plain } = fields;
  const [synopsis, ...rest] = Description.split('\n').map((line) => line.trim());
  const body = rest.filter((line) => line !== '');
  const all = {
    ...plain,
    'Installed-Size': String(kilobytes),
    Depends: depends.join(', '),
    Recommends: recommends.join(', '),
    Description: [synopsis || body[0], ...body.map((line) => ` ${line}`)].join('\n'),
  };
  const lines = Object.entries(all).filter(([, value]) => value !== undefined && value !== '');
  return `${lines.map(([name, value]) => `${name}: ${value}`).join('\n')}\n`;
}
