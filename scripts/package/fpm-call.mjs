/**
 * @typedef {object} Call what electron-builder asks of fpm
 * @property {'deb' | 'rpm'} kind of package
 * @property {string} output the package to write
 * @property {Record<string, string | undefined>} fields of the package, by the names of Debian's control file
 * @property {string[]} depends
 * @property {string[]} recommends
 * @property {Record<string, string>} scripts maintainer script to the file it comes from
 * @property {{ from: string, to: string }[]} files
 */

const ALONE = ['--force', '--debug'];
const ARCHITECTURES = {
  deb: { x86_64: 'amd64', aarch64: 'arm64' },
  rpm: { amd64: 'x86_64', arm64: 'aarch64' },
};

/**
 * @param {string[]} words `-s dir --force -t deb -d PACKAGE … --name NAME … SOURCE=TARGET …`
 *   (app-builder-lib/out/targets/FpmTarget.js); it fails on a target other than deb and rpm
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
  const kind = one('-t');
  if (kind !== 'deb' && kind !== 'rpm') throw new Error(`only .deb and .rpm can be made here, not ${kind}`);
  const architecture = one('--architecture');
  const scripts = { postinst: one('--after-install'), postrm: one('--after-remove') };
  return {
    kind,
    output: one('--package'),
    depends: options.get('-d') ?? [],
    recommends: options.get('--deb-recommends') ?? [],
    scripts: Object.fromEntries(Object.entries(scripts).filter(([, file]) => file !== undefined)),
    files,
    fields: {
      Package: one('--name'),
      Version: one('--version'),
      Architecture: ARCHITECTURES[kind][architecture] ?? architecture,
      Maintainer: one('--maintainer'),
      Section: one('--category') ?? 'utils',
      Priority: one('--deb-priority') ?? 'optional',
      Homepage: one('--url'),
      License: one('--license'),
      Summary: one('--rpm-summary'),
      Description: one('--description'),
    },
  };
}

/** Lines of a description without blanks around them and without empty ones. */
const linesOf = (text) => text.split('\n').map((line) => line.trim());
const filled = (lines) => lines.filter((line) => line !== '');

/**
 * The control file of a binary package (Debian policy, section 5.3).
 * @param {Call} call
 * @param {number} kilobytes what the package takes on the disk
 * @returns {string}
 */
export function controlFile({ fields, depends, recommends }, kilobytes) {
  const { Description = '', License: _license, Summary: _summary, ...plain } = fields;
  const [synopsis, ...rest] = linesOf(Description);
  const body = filled(rest);
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

/** A `%` begins a macro everywhere in a spec file, and is doubled to stand for itself (rpm.org, "Spec file format"). */
const literal = (text) => text.replaceAll('%', '%%');

/**
 * The spec file of a package whose files lie ready: nothing is built, stripped or looked into, and the payload is packed
 * quickly rather than small (rpm.org, "Spec file format"). A hyphen of a version means the part before a release.
 * @param {Call} call
 * @param {string[]} paths of every file and link in it, from `/`
 * @param {Record<string, string>} scripts text of `postinst` and `postrm`, if any
 * @returns {string}
 */
export function specFile({ fields, depends }, paths, scripts) {
  const { Package, Version = '', Summary, Homepage, License, Description = '' } = fields;
  const body = filled(linesOf(Description));
  const head = {
    Name: Package,
    Version: Version.replaceAll('-', '~'),
    Release: '1',
    Summary: Summary ?? body[0],
    License: License ?? 'unknown',
    URL: Homepage,
    AutoReqProv: 'no',
  };
  const without = (text) => literal(text.replace(/^#!.*\n/, ''));
  const sections = [
    ['description', body.map(literal).join('\n')],
    ['files', paths.map((path) => `"${literal(path)}"`).join('\n')],
    ...(scripts.postinst === undefined ? [] : [['post', without(scripts.postinst)]]),
    ...(scripts.postrm === undefined ? [] : [['postun', without(scripts.postrm)]]),
  ];
  return [
    ...Object.entries(head).flatMap(([name, value]) => (value ? [`${name}: ${literal(value)}`] : [])),
    ...depends.map((each) => `Requires: ${literal(each)}`),
    ...['%define __strip /bin/true', '%define __os_install_post %{nil}', '%define _build_id_links none'],
    '%define _binary_payload w1.zstdio',
    ...sections.map(([name, text]) => `\n%${name}\n${text}`),
    '',
  ].join('\n');
}
