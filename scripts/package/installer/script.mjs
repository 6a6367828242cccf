import { win32 } from 'node:path';

/**
 * @typedef {object} Wish what the installer is for
 * @property {string} payload folder whose files are installed
 * @property {string} output path of the installer to be made
 * @property {string} id name of the uninstall key: another one for what is to be installed beside another
 * @property {string} product name of the folder, the link and the entry in Windows' list
 * @property {string} publisher
 * @property {string} version such as 0.1.0 or 0.1.0-test
 * @property {string} icon path of an .ico
 * @property {{ target: string, words: string, icon: string }} link what the Start menu opens, as NSIS writes it (`$INSTDIR\…`);
 *   `icon` is the installed file whose icon it has
 * @property {'none' | 'lzma'} [compressor] quick to make, or small, which is the usual
 */

/** A path of this computer, in which NSIS looks for no variables. @param {string} path */
const quoted = (path) => `"${path.replaceAll('"', '$\\"')}"`;
/** A text for Windows, to be taken as it stands. @param {string} text */
const plain = (text) => quoted(text.replaceAll('$', () => '$$'));

/**
 * The lists of files as macros: `PutAside` writes all of them below ~new, the others do something to every file (or
 * folder, or program) in turn, as in `!insertmacro EachFile RemoveFile`.
 * @param {readonly string[]} files relative paths with Windows' backslashes
 * @returns {string} it fails for a path that leads out of the folder, and for one that the installer makes itself
 */
export function fileMacros(files) {
  for (const file of files)
    if (win32.isAbsolute(file) || win32.normalize(file) !== file || /^(\.\.|~new)(\\|$)/.test(file))
      throw new Error(`“${file}” can't be installed`);
  const folders = [...new Set(files.flatMap(parents))].toSorted();
  const each = (/** @type {string} */ name, /** @type {readonly string[]} */ all) =>
    [
      `!macro ${name} WORK`,
      ...all.map((path) => `  !insertmacro \${WORK} ${plain(path)}`),
      '!macroend\n',
    ].join('\n');
  return [
    '!macro PutAside\n',
    ...files.map((file) => {
      const [to, from] = [plain(`/oname=$INSTDIR\\~new\\${file}`), quoted(`\${PAYLOAD}\\${file}`)];
      return `  File ${to.replace('$$INSTDIR', () => '$INSTDIR')} ${from}\n`;
    }),
    '!macroend\n',
    each('EachFile', files),
    each('EachFolder', folders),
    each('EachFolderBack', folders.toReversed()),
    each(
      'EachProgram',
      files.filter((file) => /\.(exe|dll)$/i.test(file)),
    ),
  ].join('');
}

/** Every folder that a file lies in, the outermost first. @param {string} file @returns {string[]} */
function parents(file) {
  const folder = win32.dirname(file);
  return folder === '.' ? [] : [...parents(folder), folder];
}

/**
 * What stands before the template.
 * @param {Wish} wish
 * @param {{ files: readonly string[], bytes: number }} found in the payload
 * @returns {string}
 */
export function scriptHead(wish, { files, bytes }) {
  const { payload, output, id, product, publisher, version, icon, link, compressor = 'lzma' } = wish;
  const [numbers] = /^\d+\.\d+\.\d+/.exec(version) ?? [];
  if (numbers === undefined) throw new Error(`“${version}” is no version that Windows knows`);
  const paths = { PAYLOAD: payload, OUTPUT: output, ICON: icon };
  const texts = {
    ...{ ID: id, PRODUCT: product, PUBLISHER: publisher, VERSION: version, NUMBERS: numbers },
    LINK_ICON: link.icon,
  };
  return [
    // The stub for 64 bits: what is installed has no other, and a Wine without 32 bits runs it.
    'Target amd64-unicode',
    ...Object.entries(paths).map(([name, path]) => `!define ${name} ${quoted(path)}`),
    ...Object.entries(texts).map(([name, text]) => `!define ${name} ${plain(text)}`),
    compressor === 'none' ? 'SetCompress off' : `SetCompressor ${compressor}`,
    `!define KILOBYTES ${Math.ceil(bytes / 1024)}`,
    `!define LINK_TARGET '${link.target}'`,
    `!define LINK_WORDS '${link.words}'`,
    fileMacros(files),
  ].join('\n');
}
