import type { SourceLanguage } from './types';

const BY_ENDING: Readonly<Record<string, SourceLanguage>> = {
  md: 'markdown',
  markdown: 'markdown',
  mdx: 'markdown',
  sh: 'shell',
  bash: 'shell',
  zsh: 'shell',
  ksh: 'shell',
  shell: 'shell',
  console: 'shell',
  terminal: 'shell',
  command: 'shell',
  fish: 'shell',
  shellscript: 'shell',
  makefile: 'shell',
  dockerfile: 'shell',
  in: 'shell',
  service: 'shell',
  py: 'python',
  pyw: 'python',
  python: 'python',
  python3: 'python',
  pyi: 'python',
  rb: 'python',
  ruby: 'python',
  pl: 'python',
  perl: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  ts: 'javascript',
  mts: 'javascript',
  cts: 'javascript',
  jsx: 'javascript',
  tsx: 'javascript',
  javascript: 'javascript',
  typescript: 'javascript',
  node: 'javascript',
  php: 'javascript',
  go: 'javascript',
  java: 'javascript',
  cs: 'javascript',
  kt: 'javascript',
  swift: 'javascript',
  lua: 'javascript',
  rs: 'javascript',
  groovy: 'javascript',
  c: 'javascript',
  cpp: 'javascript',
  pth: 'python',
  ps1: 'powershell',
  psm1: 'powershell',
  psd1: 'powershell',
  powershell: 'powershell',
  pwsh: 'powershell',
  bat: 'powershell',
  cmd: 'powershell',
  batch: 'powershell',
  vbs: 'powershell',
  json: 'json',
  jsonc: 'json',
  json5: 'json',
  ipynb: 'json',
  txt: 'markdown',
  prompt: 'markdown',
  yaml: 'markdown',
  yml: 'markdown',
  toml: 'markdown',
  rst: 'markdown',
  adoc: 'markdown',
  applescript: 'applescript',
  scpt: 'applescript',
};

/** The language of a text, by its file's name or else its first line. */
export function languageOf(path: string, text: string): SourceLanguage {
  const name = path.split('/').at(-1)?.toLowerCase() ?? '';
  const ending = name.includes('.') ? (name.split('.').at(-1) ?? '') : name;
  const first = text.slice(0, 200).split('\n')[0] ?? '';
  if (first.startsWith('#!')) {
    if (/python|ruby|perl/.test(first)) return 'python';
    if (/node|deno|bun|tsx/.test(first)) return 'javascript';
    if (/pwsh|powershell/.test(first)) return 'powershell';
    if (/sh\b/.test(first)) return 'shell';
  }
  const known = Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined;
  if (known) return known;
  // Code behind an ending that says something else.
  if (
    /^[ \t]{0,40}(?:import \w|from \w{1,60} import|def \w{1,60}\()/m.test(text) &&
    /\w\.\w{1,60}\(/.test(text)
  )
    return 'python';
  return 'data';
}
